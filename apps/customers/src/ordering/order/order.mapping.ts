import { faults } from '#lib/contracts';
import { assertAsAnswered, PartnerError, invalidArgument, parsePartnerDate, selfLink } from '#lib/partner-api';
import { toBillingCycle } from './billing-cycle.js';
import { type Order, type OrderLineItem } from '../../account/order-state/order-state.js';
import { type Ordered } from './order.js';
import {
  OFFER_ID,
  type Renewal,
  type OrderLineItemRequest,
  type PlaceOrderRequest,
  type OrderLineItemResource,
  type OrderResource,
} from './order.dto.js';

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
    lineItemNumber,
    offerId,
    quantity,
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
    id,
    referenceCustomerId: customerId,
    billingCycle,
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
