import { assertAsAnswered, invalidArgument } from '#lib/partner-api';
import { derivedId } from '#lib/service-kit';
import { type AmendedLineItemRequest, type AmendOrderRequest } from './order.dto.js';
import { toLine, toResource } from './order.mapping.js';
import { type Order, type OrderAmendment } from '../../account/order-state/order-state.js';

/** What a line that the order has keeps: everything but the term after its renewal. */
const KEPT = [
  'lineItemNumber',
  'offerId',
  'subscriptionId',
  'quantity',
  'friendlyName',
  'parentSubscriptionId',
  'partnerIdOnRecord',
  'termDuration',
  'customTermEndDate',
  'promotionId',
  'attestationAccepted',
  'provisioningContext',
  'transactionType',
];

/**
 * What a request changes of an order; undefined: nothing. Clients send an order as they have read it, with add-ons to it, or the
 * add-ons alone: then their numbers begin at 0 as well, and the order's go on.
 */
export function amendmentOf(
  order: Order,
  request: AmendOrderRequest,
  { id, createdAt }: Pick<OrderAmendment, 'id' | 'createdAt'>,
): OrderAmendment | undefined {
  const told = toResource(order);
  assertAsAnswered(request, told);
  const amendment: OrderAmendment = {
    id,
    orderId: order.id,
    customerId: order.customerId,
    partnerId: order.partnerId,
    lineItems: [],
    renewalTerms: [],
    createdAt,
    ...(cancels(request, told.status) && { cancels: true }),
  };
  for (const [index, item] of (request.lineItems ?? []).entries()) {
    const known = told.lineItems.find((line) => isSameLine(line, item));
    if (!known) {
      amendment.lineItems.push({ ...addOn(item, index), subscriptionId: derivedId(id, 'subscription', String(index)) });
      continue;
    }
    const path = `lineItems.${index}.`;
    assertAsAnswered(item, known, path, KEPT);
    const { subscriptionId, termDuration } = item.renewsTo ?? {};
    assertAsAnswered({ renewsTo: { subscriptionId } }, known, path, ['renewsTo']);
    if (termDuration && termDuration !== known.renewsTo?.termDuration) {
      amendment.renewalTerms.push({ subscriptionId: known.subscriptionId, termDuration });
    }
  }
  const { lineItems, renewalTerms } = amendment;
  if (amendment.cancels && lineItems.length + renewalTerms.length > 0) {
    throw invalidArgument('status: cancel an order in a request of its own. Leave its lines as they were answered.');
  }
  return amendment.cancels || lineItems.length + renewalTerms.length > 0 ? amendment : undefined;
}

/** By its subscription; a line that names none is an add-on if it names a parent, and else the one with its number. */
function isSameLine(
  { lineItemNumber, offerId, subscriptionId }: { lineItemNumber: number; offerId: string; subscriptionId: string },
  item: AmendedLineItemRequest,
): boolean {
  if (item.subscriptionId) return item.subscriptionId.toLowerCase() === subscriptionId;
  return !item.parentSubscriptionId && item.lineItemNumber === lineItemNumber && item.offerId === offerId;
}

function addOn(
  item: AmendedLineItemRequest,
  index: number,
): Omit<OrderAmendment['lineItems'][number], 'subscriptionId'> {
  if (item.subscriptionId) {
    throw invalidArgument(`lineItems.${index}.subscriptionId: the order has no line with this subscription.`);
  }
  if (!item.parentSubscriptionId) {
    throw invalidArgument(
      `lineItems.${index}: only add-ons, which name a parentSubscriptionId, can be added to an order. Place another order for the rest.`,
    );
  }
  const { lineItemNumber: _number, ...line } = toLine(item);
  return line;
}

function cancels({ status }: AmendOrderRequest, told: string): boolean {
  const wanted = status?.toLowerCase() ?? '';
  if (['', 'unknown', told].includes(wanted)) return false;
  if (wanted === 'cancelled') return true;
  throw invalidArgument(`status can only become cancelled, and only in a sandbox. It is ${told} now.`);
}
