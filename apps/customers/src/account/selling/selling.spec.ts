import { sellingFault } from './selling.js';

it.each([
  ['within a region', 'DE', 'FR', undefined],
  ['within a country', 'US', 'US', undefined],
  ['in a currency of the country', 'DE', 'FR', 'EUR'],
  ['in that currency in any casing', 'DE', 'FR', 'eur'],
])('[E12] a partner sells %s', (_, partner, country, currencyCode) =>
  expect(sellingFault(partner, country, { currencyCode })).toBeUndefined(),
);

it.each([
  ['to another region', 'DE', 'US', undefined, 403, 2030, /^Partner is not onboarded to sell in country US/],
  ['where CSP is not offered', 'XX', 'XX', undefined, 403, 2030, /country XX/],
  ['in a currency of elsewhere', 'DE', 'FR', 'JPY', 400, 2000, /^currencyCode must be one .* FR .*EUR/],
])('[E12] a partner does not sell %s', (_, partner, country, currencyCode, status, code, text) =>
  expect(sellingFault(partner, country, { currencyCode })?.rejection).toEqual({
    fault: { status, code },
    description: expect.stringMatching(text) as string,
  }),
);
