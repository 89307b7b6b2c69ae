/** Whole years, months, weeks or days of ISO 8601, such as `P1Y`; no hours, and nothing without a number. */
const TERM = /^P(?=\d)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?$/i;

/** Billing cycles that are longer than a year tell how long the term is. */
const TERMS_OF_CYCLES: Record<string, string> = { biennial: 'P2Y', triennial: 'P3Y' };
const USUAL_TERM = 'P1Y';

/** Whether a text is a term, and a longer one than nothing. */
export function isTerm(text: unknown): text is string {
  return typeof text === 'string' && TERM.test(text) && /[1-9]/.test(text);
}

/** The term of a subscription that none was named for. */
export function usualTerm(billingCycle: string): string {
  return TERMS_OF_CYCLES[billingCycle] ?? USUAL_TERM;
}

/** When a term that begins then is over. A month from the 31st ends with the last day of a shorter month. */
export function endOfTerm(begin: Date, term: string): Date {
  const [years = 0, months = 0, weeks = 0, days = 0] = (TERM.exec(term) ?? [])
    .slice(1)
    .map((text) => Number(text ?? 0));
  const end = new Date(begin);
  end.setUTCMonth(begin.getUTCMonth() + 12 * years + months);
  if (end.getUTCDate() !== begin.getUTCDate()) end.setUTCDate(0);
  end.setUTCDate(end.getUTCDate() + 7 * weeks + days);
  return end;
}
