import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  etagOf,
  EtagDto,
  invalidArgument,
  Nested,
  ResourceAttributes,
  ResourceLinks,
  selfLink,
} from '#lib/partner-api';
import { subscriptionStatuses, type SubscriptionStatus } from '#contracts/customers/subscription-updated.v1';
import { type SubscriptionChange } from './change-subscription.js';
import { type Subscription } from './subscription.js';

/** A subscription as it is to be. SDKs send back all that they read: what is the same, or not named here, changes nothing. */
export class UpdateSubscriptionRequest {
  /** `active` or `suspended`, in any casing. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  status?: string;

  /** Licences or units. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity?: number;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

export class SubscriptionResource {
  id: string;
  offerId: string;
  friendlyName?: string;
  /** Licences or units. */
  quantity: number;
  /** `active` or `suspended` */
  status: string;
  /** The order that started it, for the partner that placed it. */
  orderId?: string;
  /** ISO 8601 in UTC. */
  creationDate: string;
  billingCycle: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** The MPN ID of the indirect reseller on record, for the partner that ordered it. */
  partnerId?: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toSubscriptionChange({ status, quantity }: UpdateSubscriptionRequest): SubscriptionChange {
  return { ...(status && { status: toStatus(status) }), ...(quantity && { quantity }) };
}

/** A subscription as a partner sees it. Who did not order it is not told how it was sold. */
export function toResource(customerId: string, subscription: Subscription, partnerId: string): SubscriptionResource {
  const { id, offerId, friendlyName, quantity, status, orderId, billingCycle, termDuration, partnerIdOnRecord } =
    subscription;
  const isOwn = subscription.partnerId === partnerId;
  const resource = {
    ...{ id, offerId, quantity, status, billingCycle },
    ...(isOwn && { orderId }),
    creationDate: subscription.createdAt.toISOString(),
    ...(friendlyName && { friendlyName }),
    ...(termDuration && { termDuration }),
    ...(isOwn && partnerIdOnRecord && { partnerId: partnerIdOnRecord }),
  };
  return {
    ...resource,
    links: selfLink(`/customers/${customerId}/subscriptions/${id}`),
    attributes: { objectType: 'Subscription', etag: etagOf(resource) },
  };
}

function toStatus(given: string): SubscriptionStatus {
  const status = subscriptionStatuses.find((known) => known === given.toLowerCase());
  if (status) return status;
  throw invalidArgument(`status must be ${subscriptionStatuses.join(' or ')}.`);
}
