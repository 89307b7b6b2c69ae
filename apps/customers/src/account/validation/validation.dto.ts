import { IsOptional } from 'class-validator';
import { IsCountry, Text } from '#lib/contracts';
import { addressFaults, countryRules, type CountryRules } from '#lib/countries';
import { ResourceAttributes } from '#lib/partner-api';

/** An address to be checked. The answer says what it lacks. */
export class AddressValidationRequest {
  /** ISO 3166-1 alpha-2. */
  @IsCountry()
  country: string;

  @IsOptional()
  @Text({ max: 200 })
  addressLine1?: string;

  @IsOptional()
  @Text({ max: 200 })
  addressLine2?: string;

  @IsOptional()
  @Text({ max: 100 })
  city?: string;

  @IsOptional()
  @Text({ max: 100 })
  state?: string;

  @IsOptional()
  @Text({ max: 20 })
  postalCode?: string;
}

export class AddressValidationResource {
  originalAddress: AddressValidationRequest;
  /** The same address in its usual spelling, if that differs. */
  suggestedAddresses: AddressValidationRequest[];
  /** `Verified`, `None` (it is wrong) or `NotValidated` (the country has no known rules), of Partner Center's words. */
  status: 'Verified' | 'None' | 'NotValidated';
  /** What is wrong. */
  validationMessage?: string;
}

export class CountryValidationRulesResource {
  /** ISO 3166-1 alpha-2. */
  iso2Code: string;
  defaultCulture: string;
  isStateRequired: boolean;
  /** Codes such as `WA`. */
  supportedStatesList: string[];
  supportedLanguagesList: string[];
  supportedCulturesList: string[];
  isPostalCodeRequired: boolean;
  /** Absent where there is no pattern. Expects upper case. */
  postalCodeRegex?: string;
  isCityRequired: boolean;
  isVatIdSupported: boolean;
  taxIdFormat?: string;
  taxIdSample?: string;
  vatIdRegex?: string;
  /** Null where the country's numbers have no pattern. */
  phoneNumberRegex: string | null;
  isTaxIdSupported: boolean;
  isTaxIdOptional: boolean;
  countryCallingCodesList: string[];
  attributes: ResourceAttributes;
}

export function toAddressValidation(address: AddressValidationRequest): AddressValidationResource {
  const originalAddress = { ...address };
  const rules = countryRules(address.country);
  if (!rules) return { originalAddress, suggestedAddresses: [], status: 'NotValidated' };
  const wrong = [
    ...((address.addressLine1 ?? '').trim() === '' ? ['addressLine1 is required.'] : []),
    ...addressFaults(address, rules),
  ];
  if (wrong.length > 0) {
    return { originalAddress, suggestedAddresses: [], status: 'None', validationMessage: wrong.join(' ') };
  }
  const usual = usualSpelling(originalAddress);
  const isUsual = JSON.stringify(usual) === JSON.stringify(originalAddress);
  return { originalAddress, suggestedAddresses: isUsual ? [] : [usual], status: 'Verified' };
}

export function toRules(rules: CountryRules): CountryValidationRulesResource {
  const { iso2Code, defaultCulture, isStateRequired, supportedStatesList, supportedLanguagesList } = rules;
  const { supportedCulturesList, isPostalCodeRequired, postalCodeRegex, isCityRequired, isVatIdSupported } = rules;
  const { taxIdFormat, taxIdSample, vatIdRegex, phoneNumberRegex, isTaxIdSupported, isTaxIdOptional } = rules;
  return {
    iso2Code,
    defaultCulture,
    isStateRequired,
    supportedStatesList,
    supportedLanguagesList,
    supportedCulturesList,
    isPostalCodeRequired,
    ...(postalCodeRegex !== null && { postalCodeRegex }),
    isCityRequired,
    isVatIdSupported,
    ...(taxIdFormat && { taxIdFormat }),
    ...(taxIdSample && { taxIdSample }),
    ...(vatIdRegex && { vatIdRegex }),
    phoneNumberRegex,
    isTaxIdSupported,
    isTaxIdOptional,
    countryCallingCodesList: rules.countryCallingCodesList,
    attributes: { objectType: 'CountryValidationRules' },
  };
}

/** Codes in upper case, and no blanks around anything. */
function usualSpelling(address: AddressValidationRequest): AddressValidationRequest {
  const codes = ['country', 'state', 'postalCode'];
  const fields = Object.entries(address as unknown as Record<string, string>).map(([name, value]) => [
    name,
    codes.includes(name) ? value.trim().toUpperCase() : value.trim(),
  ]);
  return Object.fromEntries(fields) as AddressValidationRequest;
}
