import { endOfTerm, isTerm, usualTerm } from './term.js';

it.each(['P1M', 'P1Y', 'P3Y', 'p1y', 'P1Y6M', 'P2W', 'P30D', 'P1Y2M3W4D'])('[C8] takes %s for a term', (text) =>
  expect(isTerm(text)).toBe(true),
);

it.each(['', 'P', 'P0Y', 'P0Y0M', '1Y', 'P1', 'PT1H', 'P1Y1Y', 'P-1Y', 'P1.5Y', 'a year', 'P1YT', 12, null])(
  '[C8] takes %j for none',
  (text) => expect(isTerm(text)).toBe(false),
);

it.each([
  ['P1M', '2026-01-31T08:00:00.000Z', '2026-02-28T08:00:00.000Z'],
  ['P1Y', '2024-02-29T08:00:00.000Z', '2025-02-28T08:00:00.000Z'],
  ['P3Y', '2026-11-26T08:00:00.000Z', '2029-11-26T08:00:00.000Z'],
  ['P18M', '2026-11-26T08:00:00.000Z', '2028-05-26T08:00:00.000Z'],
  ['P2W', '2026-12-24T08:00:00.000Z', '2027-01-07T08:00:00.000Z'],
  ['P30D', '2026-03-01T08:00:00.000Z', '2026-03-31T08:00:00.000Z'],
  ['p1y1m', '2026-12-31T08:00:00.000Z', '2028-01-31T08:00:00.000Z'],
])('[C8] a term of %s from %s ends on %s', (term, begin, end) =>
  expect(endOfTerm(new Date(begin), term).toISOString()).toBe(end),
);

it.each([
  ['monthly', 'P1Y'],
  ['annual', 'P1Y'],
  ['biennial', 'P2Y'],
  ['triennial', 'P3Y'],
  ['unknown', 'P1Y'],
])('[C8] what is billed %s has a term of %s', (billingCycle, term) => expect(usualTerm(billingCycle)).toBe(term));
