import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsUrl } from 'class-validator';
import { Text } from '#lib/contracts';
import { AsAnswered, EtagDto, etagOf, Nested, ResourceAttributes, ResourceLinks, selfLink } from '#lib/partner-api';
import { type DirectoryEntry, type Partner } from '../partner/partner.js';

/** How an indirect provider wants to be found. */
@AsAnswered('profileType')
export class DirectoryProfileRequest {
  /** Whether `GET /v1/providers` lists the company; `true` by default. */
  @IsOptional()
  @IsBoolean()
  isListed?: boolean;

  /** Such as `Security`; up to 20, of up to 50 characters. Found in any casing. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Text({ max: 50, each: true })
  specialities?: string[];

  @IsOptional()
  @Text({ max: 2_000, hasLines: true })
  description?: string;

  @IsOptional()
  @Text({ max: 500 })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  website?: string;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

export class DirectoryProfileResource {
  isListed: boolean;
  /** In lower case. */
  specialities: string[];
  description?: string;
  website?: string;
  profileType: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toDirectoryEntry(request: DirectoryProfileRequest): DirectoryEntry {
  const { isListed = true, specialities = [], description, website } = request;
  return {
    isListed,
    specialities: [...new Set(specialities.map((speciality) => speciality.trim().toLowerCase()))],
    ...(description && { description }),
    ...(website && { website }),
  };
}

export function toDirectoryProfile({ directory }: Partner): DirectoryProfileResource {
  const entry = directory ?? { isListed: true, specialities: [] };
  return {
    ...entry,
    profileType: 'DirectoryProfile',
    links: selfLink('/profiles/directory'),
    attributes: { objectType: 'DirectoryProfile', etag: etagOf(entry) },
  };
}
