import data from './data/country-rules.json' with { type: 'json' };

/** What an address, a phone number and a company's registration look like in one country. */
export interface CountryRules {
  /** ISO 3166-1 alpha-2. */
  iso2Code: string;
  name: string;
  defaultCulture: string;
  supportedLanguagesList: string[];
  supportedCulturesList: string[];
  isStateRequired: boolean;
  /** Codes such as `WA`; empty where there are none, or none are known. */
  supportedStatesList: string[];
  isPostalCodeRequired: boolean;
  /** Expects upper case without blanks around; null where there is no pattern. */
  postalCodeRegex: string | null;
  isCityRequired: boolean;
  phoneNumberRegex: string;
  isVatIdSupported: boolean;
  vatIdRegex?: string;
  isTaxIdSupported: boolean;
  isTaxIdOptional: boolean;
  /** In words, such as `CNPJ, 14 digits`. */
  taxIdFormat?: string;
  taxIdSample?: string;
  countryCallingCodesList: string[];
  isRegistrationNumberRequired: boolean;
  isPhoneNumberRequired: boolean;
}

const byCode = new Map((data.countries as CountryRules[]).map((country) => [country.iso2Code, country]));

/** The rules of a country, by its ISO 3166-1 alpha-2 code in any casing; undefined if there is no such country. */
export function countryRules(iso2Code: string): CountryRules | undefined {
  return byCode.get(iso2Code.toUpperCase());
}
