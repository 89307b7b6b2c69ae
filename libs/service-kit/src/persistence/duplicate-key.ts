/** MongoDB-compatible servers agree on the code of a duplicate key, and on nothing else about it. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 11000;
}
