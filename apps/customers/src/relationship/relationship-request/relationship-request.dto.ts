import { IsBooleanString, IsEmail, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import { type PartnerType, Text } from '#lib/contracts';
import { Nested, ResourceAttributes } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { grantsOf } from './texts/grants.js';
import { type RelationshipRequest } from './relationship-request.js';
import { type Draft } from './texts/request-draft.js';

/** Partner Center's query for the standing link. */
export class StandingLinkQuery {
  /** Of a reseller: its provider, to ask together. */
  @IsOptional()
  @IsUUID('loose')
  indirectCloudSolutionProviderId?: string;

  /** Of a provider: its reseller, to ask together. */
  @IsOptional()
  @IsUUID('loose')
  indirectResellerId?: string;

  /** Ignored: the ids say who asks together. */
  @IsOptional()
  @IsBooleanString()
  dualRoleIndirectRelationship?: string;
}

export class LanguageQuery {
  /** Of the text, such as `de` or `de-AT`; English where there is none. */
  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, { message: 'language must be a language such as de or de-AT' })
  @MaxLength(20)
  language?: string;
}

export class CreateRelationshipRequest extends LanguageQuery {
  /** Of a reseller: its provider, to ask together. */
  @IsOptional()
  @IsUUID('loose')
  indirectProviderId?: string;
}

/** Partner Center's resource: the standing link, which creates nothing and can be used by any customer. */
export class StandingLinkResource {
  url: string;
  attributes: ResourceAttributes;
}

/** A link that works once, with the draft of a mail. The text may be changed; the link has to stay. */
export class RelationshipRequestResource {
  id: string;
  token: string;
  url: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** ISO 8601 in UTC. */
  expires: string;
  attributes: ResourceAttributes;
}

/** Who accepts the agreement for the customer. */
export class AcceptingContactDto {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  @Text({ max: 254 })
  @IsEmail()
  email: string;

  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

export class AcceptRequest {
  /** Accepts the Microsoft Customer Agreement in the same step: both take effect, or neither does. */
  @IsOptional()
  @Nested(() => AcceptingContactDto)
  acceptAgreement?: AcceptingContactDto;
}

/** A partner that asks. */
export class AskingPartner {
  /** The partner's tenant, a GUID. */
  id: string;
  name: string;
  mpnId?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  partnerType: PartnerType;
}

/** What a link is about, for the customer that opens it. */
export class InvitationResource {
  /** One partner; or a reseller and its provider, which are accepted together. */
  partners: AskingPartner[];
  /** `accepted` or `declined`: by the caller's company. */
  status: 'open' | 'accepted' | 'declined';
  /** What is accepted, one sentence for each partner, in the language that was asked for. */
  grants: string[];
  /** ISO 8601 in UTC; absent for a standing link. */
  expires?: string;
  attributes: ResourceAttributes;
}

export function toResource(
  { id, expiresAt }: RelationshipRequest,
  link: Draft & { token: string; url: string },
): RelationshipRequestResource {
  return { id, ...link, expires: expiresAt.toISOString(), attributes: { objectType: 'RelationshipRequest' } };
}

export function toInvitation(
  request: RelationshipRequest | undefined,
  partners: Map<string, PartnerView>,
  language: string,
): InvitationResource {
  const asking = [...partners].map(([id, { companyName, mpnId, country, partnerType }]) => ({
    id,
    name: companyName,
    ...(mpnId && { mpnId }),
    country,
    partnerType,
  }));
  const status = request?.status === 'claimed' ? 'accepted' : (request?.status ?? 'open');
  return {
    partners: asking,
    status,
    grants: grantsOf(asking, language),
    ...(request && { expires: request.expiresAt.toISOString() }),
    attributes: { objectType: 'Invitation' },
  };
}
