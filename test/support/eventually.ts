const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;
/** What takes long is asked for less often: a request to the platform costs it more than the test. */
const PART_OF_WAITED = 1 / 20;

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/** Waits until `probe` answers something true, with a generous limit; then fails with what was answered last. */
export async function eventually<T>(what: string, probe: () => Promise<T> | T, limitMs = 60_000): Promise<Truthy<T>> {
  const begin = Date.now();
  const end = begin + limitMs;
  let last: unknown;
  do {
    try {
      last = await probe();
      if (last) return last as Truthy<T>;
    } catch (error) {
      last = error;
    }
    const pause = Math.max(FIRST_PAUSE_MS, Math.min((Date.now() - begin) * PART_OF_WAITED, LONGEST_PAUSE_MS));
    await new Promise((resolve) => setTimeout(resolve, pause));
  } while (Date.now() < end);
  throw new Error(`${what} did not come true in ${limitMs / 1_000} s; last: ${String(last)}`);
}
