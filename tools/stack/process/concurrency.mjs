// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

/** Never aborts: what to pass where nobody can interrupt. */
export const uninterrupted = new AbortController().signal;

/**
 * Runs all works at once. When one fails, or the signal aborts, the others are told to stop and waited for, so that nothing is left
 * running behind the error.
 * @template {readonly ((signal: AbortSignal) => Promise<unknown>)[]} const Works
 * @param {AbortSignal} signal
 * @param {Works} works
 * @returns {Promise<{ -readonly [Index in keyof Works]: Awaited<ReturnType<Works[Index]>> }>}
 */
export async function together(signal, works) {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const outcomes = await Promise.allSettled(
    works.map((work) =>
      work(either).catch((error) => {
        failure.abort(error);
        throw error;
      }),
    ),
  );
  signal.throwIfAborted();
  if (failure.signal.aborted) throw failure.signal.reason;
  const values = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined));
  return /** @type {any} */ (values);
}

/**
 * Asks until the answer is yes.
 * @param {() => Promise<boolean>} question
 * @param {{ limitMs: number, intervalMs?: number, signal: AbortSignal }} options
 * @returns {Promise<boolean>} false when the limit has passed
 */
export async function eventually(question, { limitMs, intervalMs = 100, signal }) {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    if (await question()) return true;
    await delay(intervalMs, undefined, { signal });
  }
  return false;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>} resolves when the signal aborts
 */
export function until(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * For work that cannot be told to stop: leaves it alone when the signal aborts.
 * @template Result
 * @param {AbortSignal} signal
 * @param {Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function unlessAborted(signal, work) {
  const aborted = until(signal).then(() => {
    throw signal.reason;
  });
  return Promise.race([work, aborted]);
}
