import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import {
  addressFaults,
  companyNameFault,
  countryRules,
  cspRegionOf,
  currenciesOf,
  isPhoneNumber,
  isRegistrationNumber,
  type CheckedAddress,
} from './index.js';

const redmond = { city: 'Redmond', state: 'WA', postalCode: '98052' };

it('[E12] knows the region of a country in any casing, and where its partners can sell', () => {
  expect(cspRegionOf('us')).toMatchObject({ id: 'united-states', currencies: ['USD'] });
  expect(cspRegionOf('DE')?.countries).toEqual(expect.arrayContaining(['DE', 'FR', 'CH']));
  expect(currenciesOf('CH')).toContain('CHF');
});

it.each(['RU', 'XX', ''])('[E12] knows no region where CSP is not offered: %s', (code) =>
  expect(cspRegionOf(code)).toBeUndefined(),
);

it('[E4] every region has countries whose rules are known', () => {
  for (const code of cspRegionOf('PL')?.countries ?? [])
    expect([code, countryRules(code)?.iso2Code]).toEqual([code, code]);
});

it.each<[string, string, CheckedAddress]>([
  ['as it is written', 'US', redmond],
  ['in lower case, with blanks around', 'US', { ...redmond, state: ' wa', postalCode: '98052-1234 ' }],
  ['without a state where there are none', 'DE', { city: 'Bonn', postalCode: '53111' }],
  ['without a postal code where there are none', 'HK', { city: 'Hong Kong' }],
  ['with the name of its state', 'US', { ...redmond, state: 'washington' }],
  ['with the code of its state after that of the country', 'US', { ...redmond, state: 'US-WA' }],
  ['with a state in another spelling', 'BR', { city: 'Santos', state: 'SAO PAULO', postalCode: '11010-000' }],
  ['with a state in another script', 'JP', { city: '千代田区', state: '東京都', postalCode: '〒１００－０００５' }],
  ['with a state that has names in two languages', 'ES', { city: 'Bilbo', state: 'Bizkaia', postalCode: '48001' }],
  ['with blanks in its postal code', 'DE', { city: 'Bonn', postalCode: '53 111' }],
  ['without the blank in its postal code', 'GB', { city: 'London', postalCode: 'sw1a1aa' }],
  ['without the hyphen in its postal code', 'PL', { city: 'Warszawa', postalCode: '00950' }],
  ['with the country in front of its postal code', 'LV', { city: 'Rīga', postalCode: 'LV-1010' }],
  ['with the letter of the country in front of its postal code', 'DE', { city: 'Bonn', postalCode: 'D-53111' }],
])('[E4] finds nothing wrong with an address %s', (_, country, address) =>
  expect(addressFaults(address, countryRules(country)!)).toEqual([]),
);

it.each<[string, string, CheckedAddress, string]>([
  ['no city', 'US', { ...redmond, city: ' ' }, 'city is required in United States.'],
  ['no state', 'US', { ...redmond, state: undefined }, 'state is required in United States.'],
  ['an unknown state', 'US', { ...redmond, state: 'ZZ' }, 'state must be one of '],
  ['a state of another country', 'US', { ...redmond, state: 'Bayern' }, 'state must be one of '],
  ['a postal code with a digit too few', 'GB', { city: 'London', postalCode: 'SW1A 1A' }, 'postalCode does not have'],
  ['no postal code', 'DE', { city: 'Bonn' }, 'postalCode is required in Germany.'],
  ['a postal code of another form', 'DE', { city: 'Bonn', postalCode: '98052-1' }, 'postalCode does not have the form'],
])('[E4] tells of %s', (_, country, address, fault) =>
  expect(addressFaults(address, countryRules(country)!)).toEqual([expect.stringContaining(fault)]),
);

it.each([
  'Contoso',
  'HP',
  '7-Eleven',
  'Contoso Ltd.',
  'Inc. Magazine',
  'Ltd Ventures',
  '富士通',
  'ООО Ромашка',
  'A & B',
])('[C1] finds nothing wrong with the name %s', (name) => expect(companyNameFault(name)).toBeUndefined());

it.each<[string, string]>([
  [' A ', 'must have more than one character.'],
  ['富', 'must have more than one character.'],
  ['--', 'must not consist of symbols only.'],
  ['*** !', 'must not consist of symbols only.'],
  ...[
    'ltd',
    'LTD.',
    'Inc',
    'GmbH',
    'G.m.b.H.',
    'S. A.',
    'S.A. de C.V.',
    'Co., Ltd.',
    'GmbH & Co. KG',
    'A/S',
    'ООО',
  ].map((form): [string, string] => [form, 'must not consist of a legal form only: name the company.']),
])('[C1] refuses the name %s', (name, fault) => expect(companyNameFault(name)).toBe(fault));

it.each<[string, boolean]>([
  ['12345', true],
  ['11.222.333/0001-81', true],
  ['ИНН 7707083893', true],
  ['1234567890123456789012', true],
  ['1234', false],
  ['12345678901234567890123', false],
  ['12_345', false],
  ['-12345', false],
  ['-----', false],
])('[C1] takes %s for a registration number: %s', (text, is) => expect(isRegistrationNumber(text)).toBe(is));

it.each<[string, string, boolean]>([
  ['089 1234567', 'DE', true],
  ['+1 425 555 0100', 'DE', true],
  ['+49 (0)89 / 123 45 67', 'US', true],
  ['(425) 555-0100', 'US', true],
  ['+44 20 7946 0018', 'AQ', true],
  ['٠٢٢٣٩٦١٢٣٤', 'EG', true],
  ['089 1234567', 'US', false],
  ['12', 'DE', false],
  ['+999 123456', 'DE', false],
  ['call 089 1234567', 'DE', false],
])('[C1] takes %s in %s for a phone number: %s', (text, country, is) => expect(isPhoneNumber(text, country)).toBe(is));

it('[C1] knows a phone number as it is dialled in each country, and in international form everywhere', () => {
  const unknown = getCountries().filter((country) => {
    const example = getExampleNumber(country, examples);
    if (!example) return false;
    return !isPhoneNumber(example.formatNational(), country) || !isPhoneNumber(example.formatInternational(), 'DE');
  });
  expect(unknown).toEqual([]);
});
