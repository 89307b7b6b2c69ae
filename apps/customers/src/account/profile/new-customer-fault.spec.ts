import { faults } from '#lib/contracts';
import { type Fault } from '#lib/decision';
import { type Address, type BillingProfile } from '../customer/customer.js';
import { newCustomerFault } from './profile.js';
import {
  type Details,
  american,
  nobody,
  inUnitedStates,
  inBrazil,
  brazilian,
  inPoland,
  german,
} from './sample-details.js';

function faultOf(details: Details, partner = american): unknown {
  const { companyName, email, address, registrationNumber } = details;
  const billingProfile: BillingProfile = {
    id: 'billing-1',
    email,
    culture: 'en-US',
    language: 'en',
    companyName,
    defaultAddress: { ...nobody, ...address },
  };
  const customer = { domain: 'contoso.onmicrosoft.com', organizationRegistrationNumber: registrationNumber };
  return newCustomerFault({ ...customer, billingProfile }, partner)?.rejection;
}

/** The details with parts of the address changed; undefined leaves a part out. */
function at(details: Details, address: Partial<Address>): Details {
  return { ...details, address: { ...details.address, ...address } };
}

describe('newCustomerFault', () => {
  it.each<[string, Details, typeof american]>([
    ['in the partner’s country', inUnitedStates, american],
    ['with a phone number that is none where none is asked for', at(inUnitedStates, { phoneNumber: '1' }), american],
    ['with an empty registration number', { ...inUnitedStates, registrationNumber: ' ' }, american],
    ['in a country that asks for a number and a phone', inBrazil, brazilian],
    ['in another country of the region', inPoland, german],
    [
      'in a territory of the region',
      at(inUnitedStates, { country: 'GU', state: undefined, postalCode: '96910' }),
      american,
    ],
    ['with an address under onmicrosoft.com', { ...inUnitedStates, email: 'a@contoso.onmicrosoft.com' }, american],
    ['with a domain that only ends like the partner’s', { ...inUnitedStates, email: 'a@ondunmore.example' }, american],
  ])('[C1] finds nothing wrong with a customer %s', (_, details, partner) =>
    expect(faultOf(details, partner)).toBeUndefined(),
  );

  const argument = faults.invalidArgument;
  it.each<[string, Details, typeof american, Fault, string]>([
    [
      'a name of one character',
      { ...inUnitedStates, companyName: 'A ' },
      american,
      argument,
      'billingProfile.companyName must have more than one character.',
    ],
    [
      'a name of symbols',
      { ...inUnitedStates, companyName: '#!' },
      american,
      argument,
      'billingProfile.companyName must not consist of symbols only.',
    ],
    [
      'a name that is a legal form',
      { ...inUnitedStates, companyName: 'GmbH' },
      american,
      argument,
      'billingProfile.companyName must not consist of a legal form only',
    ],
    [
      'an address of Microsoft',
      { ...inUnitedStates, email: 'ana@Microsoft.COM' },
      american,
      argument,
      'billingProfile.email must be an address of the customer: microsoft.com is not one.',
    ],
    [
      'an address below Microsoft',
      { ...inUnitedStates, email: 'ana@mail.microsoft.com' },
      american,
      argument,
      'billingProfile.email must be an address of the customer: microsoft.com is not one.',
    ],
    [
      'the partner’s own address',
      { ...inUnitedStates, email: 'ana@Dunmore.example' },
      american,
      argument,
      'billingProfile.email must be an address of the customer: dunmore.example is your own domain.',
    ],
    [
      'the partner’s own address in another script',
      { ...inUnitedStates, email: 'ana@bücher.example' },
      { country: 'US', domain: 'xn--bcher-kva.example' },
      argument,
      'xn--bcher-kva.example is your own domain.',
    ],
    [
      'no state where there are states',
      at(inUnitedStates, { state: undefined }),
      american,
      argument,
      'billingProfile.defaultAddress.state is required in United States.',
    ],
    [
      'a state that is none',
      at(inUnitedStates, { state: 'ZZ' }),
      american,
      argument,
      'billingProfile.defaultAddress.state must be one of AK, ',
    ],
    [
      'a postal code of another form',
      at(inUnitedStates, { postalCode: '9' }),
      american,
      argument,
      'billingProfile.defaultAddress.postalCode does not have the form of United States',
    ],
    [
      'no postal code',
      at(inBrazil, { postalCode: ' ' }),
      brazilian,
      argument,
      'billingProfile.defaultAddress.postalCode is required in Brazil.',
    ],
    [
      'a phone number of another form where one is required',
      at(inBrazil, { phoneNumber: '12' }),
      brazilian,
      argument,
      'billingProfile.defaultAddress.phoneNumber must be a phone number of Brazil, or one in international form such as +1 425 555 0100.',
    ],
    [
      'no registration number',
      { ...inBrazil, registrationNumber: undefined },
      brazilian,
      { status: 400, code: 600049 },
      'companyProfile.organizationRegistrationNumber is required for customers in Brazil.',
    ],
    [
      'a blank registration number',
      { ...inBrazil, registrationNumber: ' ' },
      brazilian,
      { status: 400, code: 600049 },
      'is required for customers in Brazil.',
    ],
    [
      'a registration number of another form',
      { ...inBrazil, registrationNumber: '12' },
      brazilian,
      { status: 400, code: 600050 },
      'companyProfile.organizationRegistrationNumber must have 5 to 22 letters and digits',
    ],
    [
      'no phone number where one is required',
      at(inBrazil, { phoneNumber: undefined }),
      brazilian,
      { status: 400, code: 600051 },
      'billingProfile.defaultAddress.phoneNumber is required for customers in Brazil.',
    ],
    [
      'a registration number where none is asked for',
      { ...inUnitedStates, registrationNumber: '12345' },
      american,
      { status: 400, code: 600002 },
      'companyProfile.organizationRegistrationNumber is not supported for customers in United States. Leave it out.',
    ],
    [
      'a country of another region',
      inPoland,
      american,
      { status: 403, code: 2030 },
      'Partner is not onboarded to sell in country PL. Your customers must be in your region, United States',
    ],
    [
      'a country where nobody sells',
      at(inUnitedStates, { country: 'CU' }),
      american,
      { status: 403, code: 2030 },
      'Partner is not onboarded to sell in country CU.',
    ],
  ])('[C1] refuses a customer with %s', (_, details, partner, fault, text) => {
    expect(faultOf(details, partner)).toEqual({ fault, description: expect.stringContaining(text) as string });
  });

  it('[C1] tells of the fields before it tells of the region', () => {
    const misplaced = { ...inBrazil, registrationNumber: undefined };
    expect(faultOf(misplaced, american)).toMatchObject({ fault: { code: 600049 } });
    expect(faultOf(at(misplaced, { state: 'ZZ' }), american)).toMatchObject({ fault: { code: 2000 } });
    expect(faultOf(inBrazil, american)).toMatchObject({ fault: { code: 2030 } });
  });

  it('[C1] tells everything that is wrong with the fields at once', () => {
    const wrong = at({ ...inUnitedStates, companyName: 'Ltd', email: 'a@microsoft.com' }, { state: 'ZZ' });
    expect(faultOf(wrong)).toMatchObject({
      description: expect.stringMatching(/companyName .*email .*defaultAddress\.state /) as string,
    });
  });

  const postalCodes = {
    AE: '',
    AM: '',
    AZ: '',
    BR: '80010-000',
    BY: '220004',
    HU: '1011',
    IN: '110001',
    IQ: '',
    KG: '',
    KZ: '010000',
    MD: '',
    MM: '',
    PL: '00-950',
    RU: '101000',
    SA: '',
    SS: '',
    TH: '10200',
    TJ: '',
    TR: '06000',
    UA: '01001',
    UZ: '',
    VE: '',
    VN: '',
    ZA: '0001',
  };
  it.each(Object.entries(postalCodes))(
    '[C1] asks customers in %s for a registration number, then for a phone number',
    (country, postalCode) => {
      const state = { BR: 'PR', IN: 'DL' }[country];
      const details = at(inBrazil, { country, postalCode, state, phoneNumber: undefined });
      const unregistered = { ...details, registrationNumber: undefined };
      expect(faultOf(unregistered)).toMatchObject({ fault: { code: 600049 } });
      expect(faultOf(details)).toMatchObject({ fault: { code: 600051 } });
    },
  );
});
