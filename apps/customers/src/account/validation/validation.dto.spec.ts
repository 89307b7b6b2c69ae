import { countryRules } from '#lib/countries';
import { toAddressValidation, toRules, type AddressValidationRequest } from './validation.dto.js';

const redmond = { country: 'US', addressLine1: 'One Way', city: 'Redmond', state: 'WA', postalCode: '98052' };

describe('an address', () => {
  it('[C1] that keeps the rules of its country is verified', () =>
    expect(toAddressValidation(redmond)).toEqual({
      originalAddress: redmond,
      suggestedAddresses: [],
      status: 'Verified',
    }));

  it('[C1] in an unusual spelling is verified, and the usual one suggested', () => {
    const unusual = { ...redmond, country: 'us', city: ' Redmond', state: 'wa', postalCode: '98052 ' };
    expect(toAddressValidation(unusual)).toEqual({
      originalAddress: unusual,
      suggestedAddresses: [redmond],
      status: 'Verified',
    });
  });

  it.each<[string, Partial<AddressValidationRequest>, string]>([
    ['without a street', { addressLine1: ' ' }, 'addressLine1 is required.'],
    ['without a city', { city: undefined }, 'city is required in United States.'],
    ['with a state that is none', { state: 'ZZ' }, 'state must be one of AK, '],
    ['with a postal code of another form', { postalCode: '9' }, 'postalCode does not have the form of United States'],
  ])('[C1] %s is not verified, and told why', (_, changes, text) => {
    const { status, validationMessage, suggestedAddresses } = toAddressValidation({ ...redmond, ...changes });
    expect([status, suggestedAddresses]).toEqual(['None', []]);
    expect(validationMessage).toContain(text);
  });

  it('[C1] in a country without rules is not validated', () =>
    expect(toAddressValidation({ ...redmond, country: 'CU' }).status).toBe('NotValidated'));
});

describe('the rules of a country', () => {
  it('[C1] are those that Partner Center was recorded to answer for the United States', () => {
    expect(toRules(countryRules('US')!)).toStrictEqual({
      iso2Code: 'US',
      defaultCulture: 'en-US',
      isStateRequired: true,
      isPostalCodeRequired: true,
      supportedStatesList: expect.arrayContaining(['WA', 'DC', 'HI']) as string[],
      supportedLanguagesList: ['en', 'es'],
      supportedCulturesList: ['en-US', 'es-US'],
      postalCodeRegex: '^\\d{5}(-\\d{4})?$',
      isCityRequired: true,
      isVatIdSupported: false,
      phoneNumberRegex: expect.stringMatching(/./) as string,
      isTaxIdSupported: true,
      isTaxIdOptional: true,
      countryCallingCodesList: ['1'],
      attributes: { objectType: 'CountryValidationRules' },
    });
  });

  it('[C1] leave out what the country does not have', () => {
    expect(toRules(countryRules('HK')!)).not.toHaveProperty('postalCodeRegex');
    expect(toRules(countryRules('BR')!)).toMatchObject({ taxIdFormat: 'CNPJ, 14 digits' });
  });
});
