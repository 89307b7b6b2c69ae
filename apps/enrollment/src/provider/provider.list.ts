import { foldedText } from '#lib/contracts';
import { cspRegion } from '#lib/countries';
import { invalidArgument, type Seek } from '#lib/partner-api';
import { type Partner } from '../partner/partner.js';
import { type PartnerRepository } from '../partner/partner.repository.js';
import { type FindProvidersQuery } from './provider.dto.js';

/** What to look for, as continuation tokens carry it. */
type Conditions = Pick<FindProvidersQuery, 'country' | 'region' | 'name' | 'speciality' | 'cloud'>;

const BATCH = 500;

export function providerFilter({ country, region, name, speciality, cloud }: Conditions): string {
  if (region && !cspRegion(region)) {
    throw invalidArgument(`There is no CSP region ${region}. It is a name such as united-states or europe.`);
  }
  return JSON.stringify({ country, region, name, speciality, cloud });
}

/** One provider more than the page holds. There are some hundreds: names are compared one by one. */
export async function findProviders(partners: PartnerRepository, { size, after, filter }: Seek): Promise<Partner[]> {
  const { country, region, name = '', speciality, cloud = 'Global' } = readConditions(filter);
  const found: Partner[] = [];
  for (let last = after; found.length <= size;) {
    const batch = await partners.searchProviders({
      ...{ cloud, countries: countriesOf(country, region), speciality: speciality?.toLowerCase() },
      ...{ after: last, limit: BATCH },
    });
    found.push(...batch.filter(({ companyName }) => foldedText(companyName).includes(foldedText(name))));
    last = batch.at(-1)?.id;
    if (batch.length < BATCH) break;
  }
  return found.slice(0, size + 1);
}

/** Of both conditions the countries that meet both; undefined: all. */
function countriesOf(country?: string, region?: string): string[] | undefined {
  const inRegion = region ? (cspRegion(region)?.countries ?? []) : undefined;
  if (!country) return inRegion;
  return !inRegion || inRegion.includes(country) ? [country] : [];
}

/** A token comes from outside: what is in it is no better than a query. */
function readConditions(filter = '{}'): Conditions {
  try {
    const given = JSON.parse(filter) as Record<string, unknown>;
    if (Object.values(given).every((value) => typeof value === 'string')) return given;
  } catch {
    // Falls through to the refusal.
  }
  throw invalidArgument('MS-ContinuationToken is not a token of this collection. Start again without it.');
}
