import data from './data/mca-countries.json' with { type: 'json' };

interface McaCountry {
  name: string;
  /** Languages of the Microsoft Customer Agreement there; `en-US` is always one of them. */
  languages: string[];
}

export const DEFAULT_COUNTRY = 'US';
export const DEFAULT_LANGUAGE = 'en-US';

const countries = new Map(Object.entries(data as Record<string, McaCountry>));

/** The codes of the 246 countries that have a Microsoft Customer Agreement of their own. */
export const mcaCountries: readonly string[] = [...countries.keys()];

/** The country itself, or `US` for one that has no agreement of its own. */
export function knownCountry(country: string): string {
  return countries.has(country) ? country : DEFAULT_COUNTRY;
}

/** The name of one of the countries. */
export function countryName(country: string): string {
  return countries.get(country)?.name ?? country;
}

/**
 * The language, as it is spelt, in which a country's agreement comes: the wanted one, or `en-US` where there is none.
 * @param wanted such as `tr-TR`, or `tr` for the language as it is written there
 */
export function languageIn(country: string, wanted: string): string {
  const languages = countries.get(country)?.languages ?? [];
  const tag = wanted.toLowerCase();
  const isWanted = (language: string): boolean => {
    const spelt = language.toLowerCase();
    return spelt === tag || spelt.startsWith(`${tag}-`);
  };
  return languages.find(isWanted) ?? DEFAULT_LANGUAGE;
}
