const TAG = /\[([A-Z])(\d+)(?:-[A-Z]?(\d+))?\]/g;

/** The tags in the titles of tests, with the rules that they name: `[A6]`, or `[C1-3]` for three. */
export function ruleTagsIn(source: string): { text: string; ids: string[] }[] {
  return [...source.matchAll(TAG)].map(([text, letter, first, last = first]) => ({
    text,
    ids: Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${letter}${Number(first) + index}`),
  }));
}
