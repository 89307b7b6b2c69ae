import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Never aborts: what to pass where nobody can interrupt. */
export const uninterrupted = new AbortController().signal;

type Work = (signal: AbortSignal) => Promise<unknown>;
type ResultsOf<Works extends readonly Work[]> = { -readonly [Index in keyof Works]: Awaited<ReturnType<Works[Index]>> };

/**
 * Runs all works at once. When one fails, or the signal aborts, the others are told to stop and waited for, so that nothing
 * is left running behind the error.
 */
export async function together<const Works extends readonly Work[]>(
  signal: AbortSignal,
  works: Works,
): Promise<ResultsOf<Works>> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const running = works.map((work) =>
    work(either).catch((error) => {
      failure.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(running);
  signal.throwIfAborted();
  failure.signal.throwIfAborted();
  return (await Promise.all(running)) as ResultsOf<Works>;
}

/** Asks until the answer is yes; false when the limit has passed. */
export async function eventually(
  question: () => Promise<boolean> | boolean,
  { limitMs, intervalMs = 100, signal = uninterrupted }: { limitMs: number; intervalMs?: number; signal?: AbortSignal },
): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    if (await question()) return true;
    await delay(intervalMs, undefined, { signal });
  }
  return false;
}

/** Resolves when the signal aborts. */
export async function until(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** For work that cannot be told to stop: leaves it alone when the signal aborts. */
export async function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = until(signal).then(() => {
    throw signal.reason;
  });
  return Promise.race([work, aborted]);
}
