import { IsIn, IsOptional } from 'class-validator';
import { type Cloud, clouds, IsCountry, Text } from '#lib/contracts';
import { ResourceAttributes, SeekQuery } from '#lib/partner-api';
import { cspRegionOf } from '#lib/countries';
import { type Partner } from '../partner/partner.js';

/** What to look for. Conditions that are absent are ignored. */
export class FindProvidersQuery extends SeekQuery {
  /** Where the provider is, ISO 3166-1 alpha-2, in any casing. */
  @IsOptional()
  @IsCountry()
  country?: string;

  /** The CSP region that the provider works in, such as `united-states`: resellers work with providers of their own. */
  @IsOptional()
  @Text({ max: 100 })
  region?: string;

  /** A part of the provider's name, in any casing. */
  @IsOptional()
  @Text({ max: 100 })
  name?: string;

  /** Such as `security`, in any casing. */
  @IsOptional()
  @Text({ max: 50 })
  speciality?: string;

  /** The national cloud; `Global` by default. */
  @IsOptional()
  @IsIn(clouds)
  cloud?: Cloud;
}

/** An indirect provider, as it presents itself. */
export class ProviderResource {
  /** The provider's tenant, a GUID. */
  id: string;
  name: string;
  mpnId?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The CSP region that it works in. */
  region?: string;
  specialities: string[];
  description?: string;
  website?: string;
  attributes: ResourceAttributes;
}

export function toProvider({ id, companyName, mpnId, country, directory }: Partner): ProviderResource {
  const region = cspRegionOf(country)?.id;
  return {
    id,
    name: companyName,
    ...(mpnId && { mpnId }),
    country,
    ...(region && { region }),
    specialities: directory?.specialities ?? [],
    ...(directory?.description && { description: directory.description }),
    ...(directory?.website && { website: directory.website }),
    attributes: { objectType: 'IndirectProvider' },
  };
}
