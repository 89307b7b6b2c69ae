/** Keeps two that got into each other's way from doing it again: up to `2 ** attempt`, at most 50 milliseconds. */
export function randomPause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 ** attempt)));
}
