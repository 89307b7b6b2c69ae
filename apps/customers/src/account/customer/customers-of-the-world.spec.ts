import { RequestPipe } from '#lib/partner-api';
import { writtenCustomers, type WrittenCustomer } from '../../../../../test/support/scenes/written-customers.js';
import { newCustomerFault } from '../profile/profile.js';
import { CreateCustomerRequest, toListItem, toNewCustomer, toResource } from './customer.dto.js';
import { createCustomer, type Customer } from './customer.js';
import { conditionsOf } from './customer.list.js';
import { nameStartsWith } from './customer-search.js';

const written = writtenCustomers();
const partnerId = '53eb21cb-6b2d-4ee5-9e92-27dfc927e93c';

function bodyOf({ companyName, email, culture, language, ...rest }: WrittenCustomer, index: number): object {
  const { organizationRegistrationNumber, ...defaultAddress } = rest;
  return {
    companyProfile: { domain: `company-${index}.onmicrosoft.com`, organizationRegistrationNumber },
    billingProfile: { companyName, email, culture, language, defaultAddress },
  };
}

function created(customer: WrittenCustomer, index: number): Customer {
  const read = new RequestPipe().transform(bodyOf(customer, index), { type: 'body', metatype: CreateCustomerRequest });
  const details = toNewCustomer(read as CreateCustomerRequest, 'billing');
  const fault = newCustomerFault(details, { country: customer.country, domain: 'partner.example' });
  if (fault) throw new Error(fault.rejection.description);
  const decision = createCustomer({ ...details, id: `id-${index}` }, { partnerId, cloud: 'Global' }, new Date());
  return (decision as { state: Customer }).state;
}

/** What the index compares a name with. */
function isFound({ companyNameFolded: name }: Customer, prefix: string): boolean {
  const { companyName = '' } = conditionsOf(
    JSON.stringify({ Field: 'CompanyName', Value: prefix, Operator: 'starts_with' }),
  );
  const { $in, $gte = '', $lt = '' } = nameStartsWith(companyName) as { $in?: RegExp[]; $gte?: string; $lt?: string };
  return $in ? $in.some((form) => form.test(name)) : name >= $gte && name < $lt;
}

const kept = (text: string): string => text.normalize('NFC').trim();

it('[C1] creates customers of all the world as their owners write them, and tells what was sent', () => {
  expect(new Set(written.map(({ country }) => country)).size).toBeGreaterThan(100);
  const refused = written.flatMap((customer, index) => {
    try {
      const { companyProfile, billingProfile } = toResource(created(customer, index), partnerId);
      const { companyName, email, culture, language, organizationRegistrationNumber: number, ...address } = customer;
      const texts = Object.entries(address).map(([name, text]) => [name, kept(text)]);
      expect(companyProfile).toMatchObject({
        companyName: kept(companyName),
        ...(number && { organizationRegistrationNumber: number }),
      });
      expect(billingProfile).toMatchObject({ companyName: kept(companyName), email, culture, language });
      expect(billingProfile?.defaultAddress).toEqual(Object.fromEntries(texts));
      return [];
    } catch (error) {
      return [`${customer.companyName} (${customer.country}): ${(error as Error).message}`];
    }
  });
  expect(refused).toEqual([]);
});

it('[C1] finds each of them by the beginning of its name, in every casing and both Unicode forms', () => {
  const missed = written.flatMap((customer, index) => {
    const known = created(customer, index);
    const name = kept(customer.companyName);
    const beginning = [...name].slice(0, Math.ceil([...name].length / 2)).join('');
    const spellings = [name, beginning, name.toUpperCase(), name.toLowerCase(), ` ${name}`].flatMap((text) => [
      text.normalize('NFC'),
      text.normalize('NFD'),
    ]);
    return spellings.filter((spelling) => !isFound(known, spelling)).map((spelling) => `${name}: ${spelling}`);
  });
  expect(missed).toEqual([]);
});

it.each([
  ['Müller', 'Müller'],
  ['Müller', 'MÜLL'],
  ['Mu\u0308ller', 'Mu\u0308ll'],
  ['Straßenbau', 'straße'],
  ['Straßenbau', 'STRASSENBAU'.toLowerCase().replace('ss', 'ß')],
])('[C1] finds the customer %s, which an earlier version kept in lower case alone, by %s', (name, prefix) => {
  const customer = {
    ...created(written[0] as WrittenCustomer, 0),
    companyName: name,
    companyNameFolded: name.toLowerCase(),
  };
  expect(isFound(customer, prefix)).toBe(true);
  expect(toListItem(customer).companyProfile.companyName).toBe(name);
});
