const MAX_BACKOFF_MS = 15_000;

/** Exponential with full jitter, in milliseconds. */
export function backoff(attempt: number): number {
  return 100 + Math.random() * Math.min(MAX_BACKOFF_MS, 250 * 2 ** attempt);
}
