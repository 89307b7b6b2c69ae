import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { faults, Text } from '#lib/contracts';
import {
  AsAnswered,
  assertAsAnswered,
  EtagDto,
  IsPartnerDate,
  Nested,
  NotSupported,
  PartnerError,
  ResourceAttributes,
  ResourceLinks,
  SeekQuery,
  invalidArgument,
  parsePartnerDate,
  selfLink,
} from '#lib/partner-api';
import { IsTerm } from '../../account/term/is-term.js';
import { toBillingCycle } from './billing-cycle.js';
import { type Order, type OrderLineItem } from '../../account/order-state/order-state.js';
import { type Ordered } from './order.js';
import { IsProvisioningContext } from './provisioning-context.js';

/** GUIDs, catalogue ids such as `CFQ7TTC0LH18:0001:CFQ7TTC0K971`, and ids such as `MS-AZR-0145P`. */
const OFFER_ID = /^[\w.:-]+$/;

const NO_PRICES = 'there is no price list here';

/** What a line renews, and the term after the renewal. Partner Center's SDKs send both in the same place. */
export class Renewal {
  /** A GUID. Without it, the line renews nothing. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;

  /** The term of the subscription after its next renewal: an ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @IsTerm()
  termDuration?: string;
}

@NotSupported({
  pricing: NO_PRICES,
  additionalPartnerIdsOnRecord: 'a line has one reseller on record: name its MPN ID in partnerIdOnRecord',
})
@AsAnswered('subscriptionId', 'transactionType')
export class OrderLineItemRequest {
  /** 0 to n-1, each once. */
  @IsInt()
  @Min(0)
  lineItemNumber: number;

  @Text({ max: 256 })
  offerId: string;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  @IsOptional()
  @Text({ max: 256 })
  friendlyName?: string;

  /** Of an add-on: the active subscription that it belongs to. */
  @IsOptional()
  @IsUUID('loose')
  parentSubscriptionId?: string;

  /** The MPN ID of the indirect reseller on record. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  partnerIdOnRecord?: string;

  /** ISO 8601 duration, such as `P1Y`; absent: a year, or what the billing cycle says. */
  @IsOptional()
  @IsTerm()
  termDuration?: string;

  /** Where the first term ends earlier: a date within it. */
  @IsOptional()
  @IsPartnerDate()
  customTermEndDate?: string;

  /** Kept for the billing system; this platform has no promotions. */
  @IsOptional()
  @Text({ max: 256 })
  promotionId?: string;

  /** Whether the customer has attested that it may buy the product. It is kept and not checked. */
  @IsOptional()
  @IsBoolean()
  attestationAccepted?: boolean;

  /** What the product needs to be provisioned, by name; up to 10 texts of up to 100 characters. */
  @IsOptional()
  @IsProvisioningContext()
  provisioningContext?: Record<string, string>;

  /** The subscription that this line renews. It may also be just the id, as a string. */
  @IsOptional()
  @Nested(() => Renewal)
  @Transform(({ value }) => renewalOf(value))
  renewsTo?: Renewal;
}

/** An order, as Partner Center's SDKs send it. */
@NotSupported({ totalPrice: NO_PRICES })
@AsAnswered('transactionType')
export class PlaceOrderRequest {
  /** Must be the customer of the path, where it is given. */
  @IsOptional()
  @IsUUID('loose')
  referenceCustomerId?: string;

  /** `none`, `monthly`, `annual`, `one_time`, `biennial`, `triennial` or `unknown`, in any casing. */
  @IsOptional()
  @Text({ max: 20 })
  billingCycle?: string;

  /** Absent: the first one that the customer's country is billed in. */
  @IsOptional()
  @IsISO4217CurrencyCode()
  currencyCode?: string;

  /** Whether the reseller on record has attested. It is kept and not checked. */
  @IsOptional()
  @IsBoolean()
  partnerOnRecordAttestationAccepted?: boolean;

  @Nested(() => OrderLineItemRequest)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  lineItems: OrderLineItemRequest[];
}

/** A line of an order as it is, or an add-on to it. */
export class AmendedLineItemRequest extends OrderLineItemRequest {
  /** As it was answered, of a line that the order has. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;
}

/** What is to be added to an order; lines that it has can come along as they were answered. */
@NotSupported({ totalPrice: NO_PRICES })
@AsAnswered(
  ...['alternateId', 'referenceCustomerId', 'billingCycle', 'currencyCode', 'currencySymbol', 'creationDate'],
  ...['transactionType', 'partnerOnRecordAttestationAccepted'],
)
export class AmendOrderRequest {
  /** Lines that the order has, whose `renewsTo.termDuration` may be another one; and add-ons to a subscription. */
  @IsOptional()
  @Nested(() => AmendedLineItemRequest)
  @IsArray()
  @ArrayMaxSize(200)
  lineItems?: AmendedLineItemRequest[];

  /** `cancelled` cancels the order, in a sandbox. */
  @IsOptional()
  @Text({ max: 20 })
  status?: string;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

const NO_PRICES_IN_ANSWERS = { include_price: NO_PRICES };

@NotSupported(NO_PRICES_IN_ANSWERS)
export class ListOrdersQuery extends SeekQuery {
  /** The billing cycle of the orders, in any casing. */
  @IsOptional()
  @Text({ max: 20 })
  billingType?: string;
}

/** An order is answered without prices. */
@NotSupported(NO_PRICES_IN_ANSWERS)
export class OrderQuery {}

export class OrderLineItemLinks {
  subscription: ResourceLinks['self'];
}

export class OrderLineItemResource {
  lineItemNumber: number;
  offerId: string;
  /** The subscription that the line started, a GUID. */
  subscriptionId: string;
  quantity: number;
  /** `New` or `Renew` */
  transactionType: string;
  friendlyName?: string;
  parentSubscriptionId?: string;
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** ISO 8601 in UTC. */
  customTermEndDate?: string;
  promotionId?: string;
  attestationAccepted?: boolean;
  /** As ordered. */
  provisioningContext?: Record<string, string>;
  renewsTo?: Renewal;
  links: OrderLineItemLinks;
}

export class OrderResource {
  id: string;
  referenceCustomerId: string;
  billingCycle: string;
  /** ISO 4217. Absent where it is not known what the customer's country is billed in. */
  currencyCode?: string;
  currencySymbol?: string;
  /** `UserPurchase` */
  transactionType: string;
  partnerOnRecordAttestationAccepted?: boolean;
  lineItems: OrderLineItemResource[];
  /** ISO 8601 in UTC. */
  creationDate: string;
  /** `completed`, or `cancelled` in a sandbox. */
  status: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

function renewalOf(given: unknown): unknown {
  return typeof given === 'string' ? Object.assign(new Renewal(), { subscriptionId: given }) : given;
}

/** Checks what concerns the order as a whole. */
export function toOrdered(customerId: string, request: PlaceOrderRequest): Ordered {
  const { referenceCustomerId, lineItems, currencyCode, partnerOnRecordAttestationAccepted } = request;
  if (referenceCustomerId && referenceCustomerId.toLowerCase() !== customerId) {
    throw new PartnerError(faults.customerIdNotValid, 'referenceCustomerId must be the customer of the path.');
  }
  const numbers = lineItems.map(({ lineItemNumber }) => lineItemNumber).sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index)) {
    throw invalidArgument('lineItems: lineItemNumber must count from 0, each number once.');
  }
  assertAsAnswered(request, { transactionType: USER_PURCHASE });
  return {
    billingCycle: toBillingCycle(request.billingCycle),
    ...(currencyCode && { currencyCode }),
    ...(partnerOnRecordAttestationAccepted !== undefined && { partnerOnRecordAttestationAccepted }),
    lineItems: lineItems.map((item) => {
      const line = toLine(item);
      const subscriptionId = line.renewsTo;
      assertAsAnswered(
        item,
        { transactionType: transactionType(line), subscriptionId },
        `lineItems.${item.lineItemNumber}.`,
      );
      return line;
    }),
  };
}

/** A line that is ordered, in a new order or as an add-on to one that there is. */
export function toLine(item: OrderLineItemRequest): Omit<OrderLineItem, 'subscriptionId'> {
  const { lineItemNumber, offerId, quantity, friendlyName, partnerIdOnRecord, termDuration, promotionId } = item;
  const { attestationAccepted, provisioningContext, renewsTo, parentSubscriptionId, customTermEndDate } = item;
  assertOfferId(offerId, lineItemNumber);
  if (renewsTo?.subscriptionId && parentSubscriptionId) {
    throw invalidArgument(
      `lineItems.${lineItemNumber}: a line starts an add-on or renews a subscription, so leave parentSubscriptionId or renewsTo out.`,
    );
  }
  return {
    ...{ lineItemNumber, offerId, quantity },
    ...(friendlyName && { friendlyName }),
    ...(parentSubscriptionId && { parentSubscriptionId: parentSubscriptionId.toLowerCase() }),
    ...(partnerIdOnRecord && { partnerIdOnRecord }),
    ...(termDuration && { termDuration }),
    ...(customTermEndDate && { customTermEndDate: parsePartnerDate(customTermEndDate) }),
    ...(promotionId && { promotionId }),
    ...(attestationAccepted !== undefined && { attestationAccepted }),
    ...(provisioningContext && { provisioningContext }),
    ...(renewsTo?.subscriptionId && { renewsTo: renewsTo.subscriptionId.toLowerCase() }),
    ...(renewsTo?.termDuration && { renewalTermDuration: renewsTo.termDuration }),
  };
}

export function toResource(order: Order): OrderResource {
  const { id, customerId, billingCycle, currencyCode, createdAt, lineItems, cancelledAt, amendments = 0 } = order;
  const { partnerOnRecordAttestationAccepted } = order;
  const etag = Buffer.from(JSON.stringify({ id, version: 1 + amendments })).toString('base64');
  return {
    ...{ id, referenceCustomerId: customerId, billingCycle },
    ...(currencyCode && { currencyCode, currencySymbol: symbolOf(currencyCode) }),
    transactionType: USER_PURCHASE,
    ...(partnerOnRecordAttestationAccepted !== undefined && { partnerOnRecordAttestationAccepted }),
    lineItems: lineItems.map((item) => toLineResource(customerId, item)),
    creationDate: createdAt.toISOString(),
    status: cancelledAt ? 'cancelled' : 'completed',
    links: selfLink(`/customers/${customerId}/orders/${id}`),
    attributes: { objectType: 'Order', etag },
  };
}

/** What a line renews, and the term after its renewal, in one object: .NET's SDK cannot read a text here. */
export function toRenewal({
  renewsTo,
  renewalTermDuration,
}: Pick<OrderLineItem, 'renewsTo' | 'renewalTermDuration'>): { renewsTo: Renewal } | undefined {
  if (!renewsTo && !renewalTermDuration) return undefined;
  return {
    renewsTo: {
      ...(renewsTo && { subscriptionId: renewsTo }),
      ...(renewalTermDuration && { termDuration: renewalTermDuration }),
    },
  };
}

/** Without a catalogue this is all that can be known of an offer. Partner Center answers 800004. */
export function assertOfferId(offerId: string, line: number): void {
  if (OFFER_ID.test(offerId)) return;
  throw new PartnerError(
    faults.offerNotValid,
    `Invalid offer Id in line ${line}: an offer id consists of letters, digits and . : _ - only.`,
  );
}

function toLineResource(customerId: string, line: OrderLineItem): OrderLineItemResource {
  const { renewsTo: _renewed, renewalTermDuration: _term, customTermEndDate, ...item } = line;
  return {
    ...item,
    ...(customTermEndDate && { customTermEndDate: customTermEndDate.toISOString() }),
    ...toRenewal(line),
    transactionType: transactionType(line),
    links: { subscription: selfLink(`/customers/${customerId}/subscriptions/${item.subscriptionId}`).self },
  };
}

function transactionType({ renewsTo }: Pick<OrderLineItem, 'renewsTo'>): string {
  return renewsTo ? 'Renew' : 'New';
}

/** Such as `€`. */
function symbolOf(currency: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

/** Somebody has ordered; Partner Center's other words are for what it orders and bills by itself. */
const USER_PURCHASE = 'UserPurchase';
