import { Equals, IsEmail, IsIn, IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { NotSupported, ResourceAttributes, ResourceLinks, SeekQuery, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { invitationStatuses, statusOf, type Invitation, type InvitationStatus } from './invitation.js';
import { type Draft } from './invitation-draft.js';
import { HasNoLinks } from './mail/has-no-links.js';

export class ListInvitationsQuery extends SeekQuery {
  /** Only those with this status. */
  @IsOptional()
  @IsIn(invitationStatuses)
  status?: InvitationStatus;
}

@NotSupported({
  subject: 'the platform mails its own text. Give message, one paragraph of your own, or send the draft yourself',
  body: 'the platform mails its own text. Give message, one paragraph of your own, or send the draft yourself',
})
export class MailInvitationRequest {
  @Text({ max: 254 })
  @IsEmail()
  email: string;

  /** The name of the person who gets the mail. */
  @IsOptional()
  @Text({ max: 100 })
  @HasNoLinks()
  name?: string;

  /** One paragraph in the caller's own words, plain text without links and addresses; the mail marks it as the caller's. */
  @IsOptional()
  @Text({ max: 500, hasLines: true })
  @HasNoLinks()
  message?: string;
}

export class AcceptInvitationRequest {
  /**
   * `true`: the reseller authorises the provider to order for shared customers, and grants it administrator access to
   * its work account.
   */
  @Equals(true, {
    message:
      'consent must be true: you authorise the provider to order for your customers, and grant it administrator access to your work account',
  })
  consent: boolean;
}

/** A provider's invitation, with the draft of a mail. The text may be changed; the link has to stay. */
export class InvitationResource {
  id: string;
  status: InvitationStatus;
  /** Opens the invitation; whoever has it can see who invites. */
  token: string;
  url: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** ISO 8601 in UTC. */
  created: string;
  /** ISO 8601 in UTC. */
  expires: string;
  /** The reseller that accepted, a GUID. */
  acceptedBy?: string;
  /** How often the platform was asked to mail it. */
  mailsRequested: number;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** How many invitations of the caller there are of each status. */
export class InvitationCounts {
  open: number;
  accepted: number;
  revoked: number;
  expired: number;
}

export class RequestedMailResource {
  id: string;
  email: string;
  subject: string;
}

/** What a link is about, for the reseller who opens it. */
export class InvitationLinkResource {
  /** The provider's tenant, a GUID. */
  providerId: string;
  companyName: string;
  mpnId?: string;
  /** The provider's country, ISO 3166-1 alpha-2. */
  location: string;
  /** `accepted`: by the caller's company. */
  status: InvitationStatus;
  /** ISO 8601 in UTC. */
  expires: string;
  /** What the reseller consents to. */
  consent: string;
  attributes: ResourceAttributes;
}

export function toResource(
  invitation: Invitation,
  { token, url, now, ...draft }: Draft & { token: string; url: string; now: Date },
): InvitationResource {
  const { id, createdAt, expiresAt, claim, mails } = invitation;
  return {
    id,
    status: statusOf(invitation, now),
    token,
    url,
    ...draft,
    created: createdAt.toISOString(),
    expires: expiresAt.toISOString(),
    ...(claim && { acceptedBy: claim.resellerId }),
    mailsRequested: mails.length,
    links: selfLink(`/partnershipinvitations/${id}`),
    attributes: { objectType: 'PartnershipInvitation' },
  };
}

export function toLinkResource(
  invitation: Invitation,
  { companyName, mpnId, country }: PartnerView,
  now: Date,
): InvitationLinkResource {
  return {
    providerId: invitation.providerId,
    companyName,
    ...(mpnId && { mpnId }),
    location: country,
    status: statusOf(invitation, now),
    expires: invitation.expiresAt.toISOString(),
    consent: consentTo(companyName),
    attributes: { objectType: 'PartnershipInvitationLink' },
  };
}

/** What a reseller agrees to by accepting an invitation. */
export function consentTo(companyName: string): string {
  return (
    `I authorise ${companyName} to submit orders and to add subscriptions on behalf of our customers, and I grant ` +
    `${companyName} administrator access to our company's work account. The access can be taken away later.`
  );
}
