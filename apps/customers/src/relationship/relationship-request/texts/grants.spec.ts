import { grantsOf } from './grants.js';

const partner = (name: string, partnerType: Parameters<typeof grantsOf>[0][number]['partnerType']) => ({
  name,
  partnerType,
});
const reseller = partner('Alder', 'indirect-reseller');
const provider = partner('Birch', 'indirect-provider');
const directBill = partner('Cedar', 'direct-bill');

it.each(['en', 'de', 'tr'])('[C4] every right has its own sentence in %s, with the name of the partner', (language) => {
  const told = [
    ...grantsOf([reseller, provider], language),
    ...grantsOf([provider], language),
    ...grantsOf([directBill], language),
  ];
  expect(new Set(told.map((text) => text.replace(/Alder|Birch|Cedar/g, ''))).size).toBe(4);
  expect(told.map((text) => /^\w+/.exec(text)?.[0])).toEqual(['Alder', 'Birch', 'Birch', 'Cedar']);
  expect(told.join()).not.toMatch(/[{}]/);
});

it.each([
  ['de-AT', 'Birch darf für Ihr Unternehmen bestellen und erhält die Administratorberechtigung.'],
  ['TR', 'Birch, şirketiniz için sipariş verebilir ve yönetici izni alır.'],
  ['en-GB', 'Birch may place orders for your company, and gets administrator permission.'],
  ['fr', 'Birch may place orders for your company, and gets administrator permission.'],
  ['constructor', 'Birch may place orders for your company, and gets administrator permission.'],
])('[C4] for %s it is: %s', (language, text) => expect(grantsOf([provider], language)).toEqual([text]));

it('[C4] a name is taken as it is, whatever is in it', () =>
  expect(grantsOf([partner('$& {name}', 'indirect-provider')], 'en')[0]).toMatch(/^\$& \{name\} may place/));
