import {
  ArrayMaxSize,
  IsBoolean,
  IsDefined,
  IsInt,
  IsNumberString,
  IsOptional,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Text } from '#lib/contracts';
import {
  AsAnswered,
  etagOf,
  EtagDto,
  invalidArgument,
  IsPartnerDate,
  link,
  Nested,
  parsePartnerDate,
  ResourceAttributes,
  ResourceLinks,
  selfLink,
  type Link,
} from '#lib/partner-api';
import { toBillingCycle } from '../order/billing-cycle.js';
import { IsTerm } from '../../account/term/is-term.js';
import { cancellableUntil } from './cancel-subscription.js';
import { type SubscriptionChange } from './change-subscription.js';
import {
  beginOfTerm,
  endOfTermOf,
  isUsable,
  termOf,
  type NextTerm,
  type Subscription,
  type SubscriptionStatus,
} from '../../account/subscription/subscription.js';

const statuses: SubscriptionStatus[] = ['active', 'suspended', 'deleted'];

/** Azure is billed by what is used. */
const USAGE = /^MS-AZR-/i;

export class ListSubscriptionsQuery {
  /** A GUID: the subscriptions that this order of the caller started. */
  @IsOptional()
  @IsUUID('loose')
  order_id?: string;

  /** The MPN ID of the partner that sold them: the reseller on record, or the caller itself. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  mpn_id?: string;
}

/** What is bought from the renewal on. */
export class NextProductDto {
  @Text({ max: 256 })
  productId: string;

  @Text({ max: 256 })
  skuId: string;

  @IsOptional()
  @Text({ max: 256 })
  availabilityId?: string;

  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  @IsOptional()
  @IsTerm()
  termDuration?: string;

  @IsOptional()
  @Text({ max: 256 })
  promotionId?: string;
}

/** What a subscription is to be from its renewal on. */
export class ScheduledNextTermDto {
  @IsDefined()
  @Nested(() => NextProductDto)
  product: NextProductDto;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  /** Where that term ends earlier. */
  @IsOptional()
  @IsPartnerDate()
  customTermEndDate?: string;
}

/** A subscription as it is to be. SDKs send back all that they read: what is the same, or not named here, changes nothing. */
@AsAnswered('entitlementId', 'offerId', 'offerName', 'productType', 'unitType', 'parentSubscriptionId')
@AsAnswered('creationDate', 'effectiveStartDate', 'commitmentEndDate', 'commitmentEndDateTime', 'billingCycleEndDate')
@AsAnswered('billingCycleEndDateTime', 'cancellationAllowedUntilDate', 'billingType', 'hasPurchasableAddons', 'isTrial')
@AsAnswered('actions', 'refundOptions', 'isMicrosoftProduct', 'partnerId', 'contractType', 'orderId', 'publisherName')
@AsAnswered('promotionId', 'migratedFromSubscriptionId', 'refundableQuantity', 'nextChargeInstructions')
@AsAnswered('consumptionType')
export class UpdateSubscriptionRequest {
  /** `active` or `suspended`; `deleted` cancels it, which ends within a week from the begin of its term. In any casing. */
  @IsOptional()
  @Text({ max: 20 })
  status?: string;

  /** Why it is suspended. Shown as long as it is. */
  @IsOptional()
  @ArrayMaxSize(10)
  @Text({ max: 100, each: true })
  suspensionReasons?: string[];

  /** Licences or units; 0 leaves it as it is. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  quantity?: number;

  /** What the partner calls it. */
  @IsOptional()
  @Text({ max: 256 })
  friendlyName?: string;

  /** Whether it is to be renewed when its term ends. Renewals are orders with `renewsTo`. */
  @IsOptional()
  @IsBoolean()
  autoRenewEnabled?: boolean;

  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** ISO 8601 duration, such as `P1Y`. Another one begins now. */
  @IsOptional()
  @IsTerm()
  termDuration?: string;

  /** The term after the renewal. */
  @IsOptional()
  @IsTerm()
  renewalTermDuration?: string;

  /** Kept until the renewal, or until the terms change before; needs `autoRenewEnabled`. */
  @IsOptional()
  @Nested(() => ScheduledNextTermDto)
  scheduledNextTermInstructions?: ScheduledNextTermDto;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

export class SubscriptionLinksResource extends ResourceLinks {
  parentSubscription?: Link;
}

export class SubscriptionResource {
  id: string;
  offerId: string;
  /** The id of the offer, as there is no catalogue. */
  offerName: string;
  friendlyName?: string;
  /** Of an add-on. */
  parentSubscriptionId?: string;
  /** Licences or units. */
  quantity: number;
  /** `Licenses`, or `none` where usage is billed. */
  unitType: string;
  /** `active`, `suspended` or `deleted` */
  status: string;
  suspensionReasons?: string[];
  /** The order that started it, for the partner that placed it. */
  orderId?: string;
  /** ISO 8601 in UTC, as the others. */
  creationDate: string;
  /** When its term began. */
  effectiveStartDate: string;
  /** When its term ends. */
  commitmentEndDate: string;
  /** Until when it can be cancelled with the status `deleted`. */
  cancellationAllowedUntilDate: string;
  autoRenewEnabled: boolean;
  /** `license` or `usage` */
  billingType: string;
  billingCycle: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration: string;
  renewalTermDuration?: string;
  scheduledNextTermInstructions?: ScheduledNextTermDto;
  promotionId?: string;
  /** `subscription` */
  contractType: string;
  /** The MPN ID of the indirect reseller on record, for the partner that ordered it. */
  partnerId?: string;
  links: SubscriptionLinksResource;
  attributes: ResourceAttributes;
}

/** What of a request is an intent: SDKs send `none`, `unknown` and 0 for what nobody has set. */
export function toSubscriptionChange(request: UpdateSubscriptionRequest): SubscriptionChange {
  const { status, suspensionReasons, quantity, friendlyName, autoRenewEnabled, billingCycle, termDuration } = request;
  const { renewalTermDuration, scheduledNextTermInstructions: nextTerm } = request;
  const cycle = billingCycle && toBillingCycle(billingCycle);
  return {
    ...(status && status.toLowerCase() !== 'none' && { status: toStatus(status) }),
    ...(suspensionReasons?.length && { suspensionReasons }),
    ...(quantity && { quantity }),
    ...(friendlyName && { friendlyName }),
    ...(autoRenewEnabled !== undefined && { autoRenewEnabled }),
    ...(cycle && cycle !== 'unknown' && { billingCycle: cycle }),
    ...(termDuration && { termDuration }),
    ...(renewalTermDuration && { renewalTermDuration }),
    ...(nextTerm && { nextTerm: toNextTerm(nextTerm) }),
  };
}

/** A subscription as a partner sees it. Who did not order it is not told how it was sold. */
export function toResource(customerId: string, subscription: Subscription, partnerId: string): SubscriptionResource {
  const { id, offerId, friendlyName, parentSubscriptionId, quantity, status, suspensionReasons } = subscription;
  const { orderId, billingCycle, renewalTermDuration, nextTerm, promotionId, partnerIdOnRecord } = subscription;
  const isOwn = subscription.partnerId === partnerId;
  const isUsage = USAGE.test(offerId);
  const uri = `/customers/${customerId}/subscriptions`;
  const resource = {
    id,
    offerId,
    offerName: offerId,
    quantity,
    status,
    billingCycle,
    ...(isUsage ? { unitType: 'none', billingType: 'usage' } : { unitType: 'Licenses', billingType: 'license' }),
    ...(isOwn && { orderId }),
    creationDate: subscription.createdAt.toISOString(),
    effectiveStartDate: beginOfTerm(subscription).toISOString(),
    commitmentEndDate: endOfTermOf(subscription).toISOString(),
    cancellationAllowedUntilDate: cancellableUntil(subscription).toISOString(),
    autoRenewEnabled: isUsable(subscription) && (subscription.autoRenewEnabled ?? true),
    termDuration: termOf(subscription),
    ...(friendlyName && { friendlyName }),
    ...(parentSubscriptionId && { parentSubscriptionId }),
    ...(suspensionReasons?.length && { suspensionReasons }),
    ...(renewalTermDuration && { renewalTermDuration }),
    ...(nextTerm && { scheduledNextTermInstructions: nextTerm }),
    ...(isOwn && promotionId && { promotionId }),
    contractType: 'subscription',
    ...(isOwn && partnerIdOnRecord && { partnerId: partnerIdOnRecord }),
  };
  return {
    ...resource,
    links: {
      ...selfLink(`${uri}/${id}`),
      ...(parentSubscriptionId && { parentSubscription: link(`${uri}/${parentSubscriptionId}`) }),
    },
    attributes: { objectType: 'Subscription', etag: etagOf(resource) },
  };
}

function toStatus(given: string): SubscriptionStatus {
  const status = statuses.find((known) => known === given.toLowerCase());
  if (status) return status;
  throw invalidArgument(`status must be ${statuses.join(', ')}.`);
}

function toNextTerm({ product, quantity, customTermEndDate }: ScheduledNextTermDto): NextTerm {
  const { productId, skuId, availabilityId, billingCycle, termDuration, promotionId } = product;
  const cycle = billingCycle && toBillingCycle(billingCycle, 'scheduledNextTermInstructions.product.billingCycle');
  const end = customTermEndDate && parsePartnerDate(customTermEndDate);
  return {
    product: {
      productId,
      skuId,
      ...(availabilityId && { availabilityId }),
      ...(cycle && cycle !== 'unknown' && { billingCycle: cycle }),
      ...(termDuration && { termDuration }),
      ...(promotionId && { promotionId }),
    },
    quantity,
    ...(end && { customTermEndDate: end.toISOString() }),
  };
}
