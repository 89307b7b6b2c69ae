import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { faults } from '#lib/contracts';
import { Nested, PartnerError, ResourceAttributes, ResourceLinks, invalidArgument, selfLink } from '#lib/partner-api';
import { type Order } from './order.js';
import { type Ordered } from './order.use-cases.js';
import { IsProvisioningContext } from './provisioning-context.js';

/** GUIDs, catalogue ids such as `CFQ7TTC0LH18:0001:CFQ7TTC0K971`, and ids such as `MS-AZR-0145P`. */
const OFFER_ID = /^[\w.:-]+$/;

const billingCycles = ['none', 'monthly', 'annual', 'one_time', 'unknown'];

/** What a line renews. SDKs send the term after a purchase in the same place: without a subscription it renews nothing. */
export class Renewal {
  /** A GUID. */
  @IsOptional()
  @IsUUID('loose')
  subscriptionId?: string;
}

export class OrderLineItemRequest {
  /** 0 to n-1, each once. */
  @IsInt()
  @Min(0)
  lineItemNumber: number;

  @IsString()
  @Length(1, 256)
  offerId: string;

  /** Licences or units. */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  quantity: number;

  @IsOptional()
  @IsString()
  @MaxLength(256)
  friendlyName?: string;

  /** The MPN ID of the indirect reseller on record. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(20)
  partnerIdOnRecord?: string;

  /** ISO 8601 duration, such as `P1Y`. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  termDuration?: string;

  /** What the product needs to be provisioned, by name; up to 10 texts of up to 100 characters. */
  @IsOptional()
  @IsProvisioningContext()
  provisioningContext?: Record<string, string>;

  /** The subscription that this line renews; also its id alone, as a text. */
  @IsOptional()
  @Nested(() => Renewal)
  @Transform(({ value }) => renewalOf(value))
  renewsTo?: Renewal;
}

/** An order, as Partner Center's SDKs send it. */
export class PlaceOrderRequest {
  /** Must be the customer of the path, where it is given. */
  @IsOptional()
  @IsUUID('loose')
  referenceCustomerId?: string;

  /** `none`, `monthly`, `annual`, `one_time` or `unknown`, in any casing. */
  @IsOptional()
  @IsString()
  billingCycle?: string;

  @IsOptional()
  @IsISO4217CurrencyCode()
  currencyCode?: string;

  @Nested(() => OrderLineItemRequest)
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  lineItems: OrderLineItemRequest[];
}

export class OrderLineItemLinks {
  subscription: ResourceLinks['self'];
}

export class OrderLineItemResource {
  lineItemNumber: number;
  offerId: string;
  /** The subscription that the line started, a GUID. */
  subscriptionId: string;
  quantity: number;
  friendlyName?: string;
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** As ordered. */
  provisioningContext?: Record<string, string>;
  renewsTo?: Renewal;
  links: OrderLineItemLinks;
}

export class OrderResource {
  id: string;
  referenceCustomerId: string;
  billingCycle: string;
  currencyCode?: string;
  lineItems: OrderLineItemResource[];
  /** ISO 8601 in UTC. */
  creationDate: string;
  /** `completed` */
  status: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

function renewalOf(given: unknown): unknown {
  return typeof given === 'string' ? Object.assign(new Renewal(), { subscriptionId: given }) : given;
}

/** Checks what concerns the order as a whole. */
export function toOrdered(customerId: string, request: PlaceOrderRequest): Ordered {
  const { referenceCustomerId, lineItems, currencyCode } = request;
  if (referenceCustomerId && referenceCustomerId.toLowerCase() !== customerId) {
    throw new PartnerError(faults.customerIdNotValid, 'referenceCustomerId must be the customer of the path.');
  }
  const numbers = lineItems.map(({ lineItemNumber }) => lineItemNumber).sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index)) {
    throw invalidArgument('lineItems: lineItemNumber must count from 0, each number once.');
  }
  for (const { offerId, lineItemNumber } of lineItems) assertOfferId(offerId, lineItemNumber);
  return {
    billingCycle: toBillingCycle(request.billingCycle),
    ...(currencyCode && { currencyCode }),
    lineItems: lineItems.map(({ renewsTo, ...item }) => ({
      ...item,
      ...(renewsTo?.subscriptionId && { renewsTo: renewsTo.subscriptionId.toLowerCase() }),
    })),
  };
}

export function toResource(order: Order): OrderResource {
  const { id, customerId, billingCycle, currencyCode, createdAt, lineItems } = order;
  const uri = `/customers/${customerId}/orders/${id}`;
  return {
    ...{ id, referenceCustomerId: customerId, billingCycle },
    ...(currencyCode && { currencyCode }),
    lineItems: lineItems.map(({ renewsTo, ...item }) => ({
      ...item,
      // An object: .NET's SDK cannot read a text here.
      ...(renewsTo && { renewsTo: { subscriptionId: renewsTo } }),
      links: { subscription: selfLink(`/customers/${customerId}/subscriptions/${item.subscriptionId}`).self },
    })),
    creationDate: createdAt.toISOString(),
    status: 'completed',
    links: selfLink(uri),
    attributes: { objectType: 'Order', etag: Buffer.from(JSON.stringify({ id, version: 1 })).toString('base64') },
  };
}

/** Without a catalogue this is all that can be known of an offer. Partner Center answers 800004. */
export function assertOfferId(offerId: string, line: number): void {
  if (OFFER_ID.test(offerId)) return;
  throw new PartnerError(
    faults.offerNotValid,
    `Invalid offer Id in line ${line}: an offer is named by letters, digits and . : _ - alone.`,
  );
}

/** SDKs send `Monthly` as well as `monthly`; Java reads nothing but lower case with underscores. */
export function toBillingCycle(given = 'unknown'): string {
  const folded = given.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  if (billingCycles.includes(folded)) return folded;
  throw invalidArgument(`billingCycle must be one of ${billingCycles.join(', ')}.`);
}
