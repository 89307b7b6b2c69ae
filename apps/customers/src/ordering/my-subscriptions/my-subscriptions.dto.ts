import { IsUUID } from 'class-validator';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { type PartnerView } from '#lib/service-kit';
import { type Subscription, type SubscriptionStatus } from '../../account/subscription/subscription.js';
import { type Draft } from './support-draft.js';

/** A partner that sold or supports a subscription of the caller's company. */
export class SubscriptionPartner {
  /** The partner's tenant, a GUID. */
  id: string;
  /** Absent until the platform knows the partner's name. */
  name?: string;
}

/** What the caller's company has bought, whoever sold it. */
export class MySubscriptionResource {
  id: string;
  offerId: string;
  friendlyName?: string;
  /** Licences or units. */
  quantity: number;
  /** `active`, `suspended` or another status of subscriptions. */
  status: SubscriptionStatus;
  /** ISO 8601 in UTC. */
  creationDate: string;
  /** The partner that sold it. */
  soldBy: SubscriptionPartner;
  /** Partners that support it although another one sold it. */
  supportedBy: SubscriptionPartner[];
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export class SupportInvitationRequest {
  /** A partner of the caller's company that did not sell the subscription; its tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;
}

/** The draft of a mail to a partner. Its text may be changed; the ids have to stay. */
export class SupportInvitationResource {
  customerId: string;
  subscriptionId: string;
  partnerId: string;
  subject: string;
  /** Plain text. */
  body: string;
  attributes: ResourceAttributes;
}

export function toMySubscription(
  { id, offerId, friendlyName, quantity, status, createdAt, partnerId, supporters }: Subscription,
  partners: Map<string, PartnerView>,
): MySubscriptionResource {
  const partnerOf = (tenantId: string): SubscriptionPartner => {
    const name = partners.get(tenantId)?.companyName;
    return { id: tenantId, ...(name && { name }) };
  };
  return {
    id,
    offerId,
    ...(friendlyName && { friendlyName }),
    quantity,
    status,
    creationDate: createdAt.toISOString(),
    soldBy: partnerOf(partnerId),
    supportedBy: supporters.map(partnerOf),
    links: selfLink(`/my/subscriptions/${id}`),
    attributes: { objectType: 'CustomerSubscription' },
  };
}

export function toSupportInvitation(
  ids: { customerId: string; subscriptionId: string; partnerId: string },
  draft: Draft,
): SupportInvitationResource {
  return { ...ids, ...draft, attributes: { objectType: 'SupportInvitation' } };
}
