/**
 * Turns JSON into what it describes, or throws what `refusal` makes of the reason where no class could take it: class-transformer
 * takes a property of that name for a class, and a depth without end is more than the stack holds.
 */
export function readOrRefuse<Result>(read: () => Result, refusal: (reason: string) => Error): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw refusal('is nested too deeply, or has a property named constructor.');
  }
}
