import data from './data/csp-regions.json' with { type: 'json' };

/** A CSP region. A partner sells to, and works with partners of, its own region only. */
export interface CspRegion {
  /** Such as `united-states`. */
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2 codes. */
  countries: string[];
  /** ISO 4217 codes of the currencies to bill in. */
  currencies: string[];
}

interface CountryOfRegion {
  region: string;
  currencies: string[];
  active: boolean;
}

const countries = data.countries as Record<string, CountryOfRegion | undefined>;
const regions = new Map(data.regions.map((region) => [region.id, region as CspRegion]));

/** The region in which a country's partners do business; undefined where CSP is not offered. */
export function cspRegionOf(iso2Code: string): CspRegion | undefined {
  const country = countries[iso2Code.toUpperCase()];
  return country?.active ? regions.get(country.region) : undefined;
}

/** The region with this id. */
export function cspRegion(id: string): CspRegion | undefined {
  return regions.get(id);
}

/** The currencies that are billed in one country, ISO 4217. */
export function currenciesOf(iso2Code: string): string[] {
  return countries[iso2Code.toUpperCase()]?.currencies ?? [];
}
