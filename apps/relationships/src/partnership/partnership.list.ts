import { foldedText } from '#lib/contracts';
import { invalidArgument, parseFilter, type Stretch } from '#lib/partner-api';
import { partnerOf, type Caller } from '#lib/service-kit';
import { type PartnershipRepository, type PartnershipSearch } from './partnership.repository.js';
import { type PartnershipView } from './partnership.dto.js';
import { type PartnershipViews } from './partnership.views.js';

type Matches = (name: string) => boolean;

const BATCH = 500;

const operators = new Map<string, (value: string) => Matches>([
  ['substring', (value) => (name) => name.includes(value)],
  ['startswith', (value) => (name) => name.startsWith(value)],
  ['equals', (value) => (name) => name === value],
]);

/**
 * As many partnerships as the stretch holds, in the order of the ids. Names are not kept with partnerships, as partners
 * change them: a filter walks through the caller's partnerships, batch by batch from the index, until the stretch is full.
 */
export async function searchPartnerships(
  partnerships: PartnershipRepository,
  views: PartnershipViews,
  scope: Pick<PartnershipSearch, 'side' | 'partnerId' | 'status'>,
  stretch: Stretch,
  filter?: string,
): Promise<PartnershipView[]> {
  const matches = filter ? matcherOf(filter) : () => true;
  const limit = filter ? BATCH : stretch.limit;
  const found: PartnershipView[] = [];
  for (let { from } = stretch; found.length < stretch.limit;) {
    const batch = await partnerships.search({ ...scope, ...stretch, from, limit });
    const seen = await views.seenBy(scope.partnerId, batch);
    found.push(...seen.filter(({ partner }) => matches(foldedText(partner?.companyName ?? ''))));
    from = batch.at(-1)?.id;
    if (batch.length < limit) break;
  }
  return found.slice(0, stretch.limit);
}

/** Reads a filter by name; refuses any other. */
export function matcherOf(filter: string): Matches {
  const conditions = parseFilter(filter).map(({ field, operator, value }) => {
    if (field !== 'name') throw invalidArgument('filter: relationships can only be filtered by the field Name.');
    const matches = operators.get(operator)?.(foldedText(value));
    if (!matches) throw invalidArgument('filter: the operators are substring, starts_with and equals.');
    return matches;
  });
  return (name) => conditions.every((matches) => matches(name));
}

/** From which side the caller sees its partnerships. */
export function sideOf(caller: Caller): Pick<PartnershipSearch, 'side' | 'partnerId'> {
  const side = partnerOf(caller).partnerType === 'indirect-provider' ? 'provider' : 'reseller';
  return { side, partnerId: caller.tenantId };
}
