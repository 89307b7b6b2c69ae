import { foldedText } from '#lib/contracts';
import { cspRegion } from '#lib/countries';
import { invalidArgument, type Stretch } from '#lib/partner-api';
import { type Partner } from '../partner/partner.js';
import { type PartnerRepository } from '../partner/partner.repository.js';
import { type FindProvidersQuery } from './provider.dto.js';

const BATCH = 500;

/** As many providers as the stretch holds. There are some hundreds: names are compared one by one. */
export async function findProviders(
  partners: PartnerRepository,
  { country, region, name = '', speciality, cloud = 'Global' }: FindProvidersQuery,
  stretch: Stretch,
): Promise<Partner[]> {
  const countries = countriesOf(country, region);
  const found: Partner[] = [];
  for (let { from } = stretch; found.length < stretch.limit;) {
    const batch = await partners.searchProviders({
      cloud,
      countries,
      speciality: speciality?.toLowerCase(),
      ...stretch,
      from,
      limit: BATCH,
    });
    found.push(...batch.filter(({ companyName }) => foldedText(companyName).includes(foldedText(name))));
    from = batch.at(-1)?.id;
    if (batch.length < BATCH) break;
  }
  return found.slice(0, stretch.limit);
}

/** Of both conditions the countries that meet both; undefined: all. */
function countriesOf(country?: string, region?: string): string[] | undefined {
  const inRegion = region ? countriesIn(region) : undefined;
  if (!country) return inRegion;
  return !inRegion || inRegion.includes(country) ? [country] : [];
}

function countriesIn(name: string): string[] {
  const region = cspRegion(name);
  if (region) return [...region.countries];
  throw invalidArgument(`There is no CSP region ${name}. Use a name such as united-states or europe.`);
}
