import { COLUMNS, headerFault, LineFault, objectOf, payloadOf, rowOf } from './columns.ts';
import { commandIdOf } from './command-id.ts';
import { sampleRow } from './sample-row.ts';

const idOf = (row: Record<string, string>): string => commandIdOf(payloadOf(row), 1);

it('[C1] a row becomes a command, and the same one however it is written', () => {
  expect(payloadOf(sampleRow)).toEqual({
    companyProfile: { domain: 'juniperfoods.onmicrosoft.com' },
    billingProfile: {
      email: 'ana@juniper.example',
      culture: 'en-US',
      language: 'en',
      companyName: 'Juniper Foods',
      defaultAddress: {
        firstName: 'Ana',
        lastName: 'Silva',
        addressLine1: 'One Way',
        city: 'Redmond',
        state: 'WA',
        postalCode: '98052',
        country: 'US',
      },
    },
  });
  const reversed = Object.fromEntries(Object.entries(sampleRow).reverse());
  const written = { ...reversed, domain: ' JuniperFoods.onmicrosoft.com', country: 'us', state: 'WA ', region: '' };
  expect(idOf({ ...written, externalId: 'another' })).toBe(idOf(sampleRow));
  expect(idOf(rowOf(JSON.parse(JSON.stringify(objectOf(sampleRow)))))).toBe(idOf(sampleRow));
  expect(idOf({ ...sampleRow, city: 'Seattle' })).not.toBe(idOf(sampleRow));
  expect(commandIdOf(payloadOf(sampleRow), 2)).toBe(`${idOf(sampleRow)}.2`);
});

it.each<[string, Record<string, string>, string]>([
  ['required fields', { companyName: '', city: ' ' }, 'companyName is required. city is required.'],
  ['an address of mail', { email: 'ana' }, 'email must match format "email".'],
  ['a country', { country: 'USA' }, 'country must be the two-letter code of a country: use US.'],
  ['a country that there is', { country: 'XX' }, 'country must be the two-letter code of a country such as DE or US.'],
  ['the code of a country', { country: 'uk' }, 'country must be the two-letter code of a country: use GB.'],
  ['a domain', { domain: 'juniper foods' }, 'domain must be a domain such as contoso.onmicrosoft.com.'],
  ['a reseller', { associatedPartnerId: 'me' }, 'associatedPartnerId must match format "uuid".'],
  ['UTF-8', { city: 'M\ufffdnchen' }, 'The line is not in UTF-8.'],
])('[C1] what is wrong is told by the names of the columns: %s', (_, changes, message) =>
  expect(() => payloadOf({ ...sampleRow, ...changes })).toThrow(new LineFault(message)),
);

it.each<[unknown, string]>([
  [[], 'The line is no object of JSON.'],
  [null, 'The line is no object of JSON.'],
  [{ billingProfile: { emial: 'a@b.example' } }, 'billingProfile.emial is not known.'],
  [{ companyProfile: { domain: 7 } }, 'companyProfile.domain must be a string.'],
  [{ companyProfile: { domain: ['a'] } }, 'companyProfile.domain must be a string.'],
])('[C1] of JSON that is not written like the command it is told as well: %j', (value, message) =>
  expect(() => rowOf(value)).toThrow(new LineFault(message)),
);

it('[C1] a header has known columns, each once, and those that are required', () => {
  expect(headerFault(COLUMNS)).toBeUndefined();
  expect(headerFault(['domain', 'domain', 'mail'])).toMatch(
    /^columns not known: "mail"; missing: companyName, .*country; there twice: domain\. The columns are externalId, domain/,
  );
});
