type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>;

/** Waits until `probe` answers something true, with a generous limit; then fails with what was answered last. */
export async function eventually<T>(what: string, probe: () => Promise<T> | T, limitMs = 60_000): Promise<Truthy<T>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  do {
    try {
      last = await probe();
      if (last) return last as Truthy<T>;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`${what} did not come true in ${limitMs / 1_000} s; last: ${String(last)}`);
}
