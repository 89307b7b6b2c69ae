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
  /** Their names by their codes, where they are known. */
  stateNames?: Record<string, string>;
  isPostalCodeRequired: boolean;
  /** Expects upper case without blanks around; null where there is no pattern. */
  postalCodeRegex: string | null;
  isCityRequired: boolean;
  /** Null where there is no pattern. */
  phoneNumberRegex: string | null;
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

/** Countries where nothing is sold, so that nobody needs rules of them. */
const withoutRules = ['CU', 'EH', 'IR', 'KP', 'SD', 'SY'];

/** What people write for a country instead of its code. */
const otherNames = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ...(data.countries as (CountryRules & { iso3Code: string })[]).flatMap(({ iso2Code, iso3Code, name }) => [
    [iso3Code, iso2Code] as const,
    [name.toUpperCase(), iso2Code] as const,
  ]),
]);

/** Why a text in upper case is not the code of a country, as the end of a sentence that begins with the field's name. */
export function countryCodeFault(code: string): string | undefined {
  if (byCode.has(code) || withoutRules.includes(code)) return undefined;
  const meant = otherNames.get(code);
  return `must be the two-letter code of a country${meant ? `: use ${meant}` : ' such as DE or US'}`;
}
