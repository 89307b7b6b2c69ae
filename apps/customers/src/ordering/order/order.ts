import { event, faults, type DomainEvent } from '#lib/contracts';
import { happened, reject, type Accepted, type Rejected } from '#lib/decision';
import { type Order, type OrderAmendment, type OrderLineItem } from '../../account/order-state/order-state.js';
import { endOfTerm, usualTerm } from '../../account/term/term.js';
import { orderAmended } from '#contracts/customers/ordering/order-amended.v1';
import { type OrderV1 } from '#contracts/customers/ordering/order.v1';
import { orderPlaced, type OrderLineItemV1 } from '#contracts/customers/ordering/order-placed.v1';

/** Lines that an order has at most, with those that are added to it. */
const MAX_LINES = 200;

/** What a partner orders; ids are given by the command. */
export type Ordered = Pick<Order, 'billingCycle' | 'currencyCode' | 'partnerOnRecordAttestationAccepted'> & {
  lineItems: OrderedLineItem[];
};

/** An add-on can belong to another line of the same order, which is told by its number. */
export type OrderedLineItem = Omit<OrderLineItem, 'subscriptionId'> & { addOnOf?: number };

/** Whether an order buys anything: one that does nothing but renew is no purchase. */
export function isOriginal({ lineItems }: Pick<Order, 'lineItems'>): boolean {
  return lineItems.some(({ renewsTo }) => renewsTo === undefined);
}

/** Writes an order that the customer's document has accepted. */
export function placeOrder(order: Order): Accepted<Order, DomainEvent> {
  return happened(order, event(orderPlaced, publicState(order)));
}

/** Writes an amendment that the customer's document has accepted. */
export function amendOrder(order: Order, amendment: OrderAmendment): Accepted<Order, DomainEvent> {
  const { lineItems, renewalTerms, cancels, createdAt } = amendment;
  const added = lineItems.map((item, index) => ({ ...item, lineItemNumber: order.lineItems.length + index }));
  const terms = new Map(renewalTerms.map(({ subscriptionId, termDuration }) => [subscriptionId, termDuration]));
  const known = order.lineItems.map((item) => {
    const renewalTermDuration = terms.get(item.subscriptionId);
    return renewalTermDuration ? { ...item, renewalTermDuration } : item;
  });
  return happened(
    {
      ...order,
      lineItems: [...known, ...added],
      amendments: (order.amendments ?? 0) + 1,
      ...(cancels && { cancelledAt: createdAt }),
    },
    event(orderAmended, {
      orderId: order.id,
      customerId: order.customerId,
      partnerId: order.partnerId,
      amendedAt: createdAt.toISOString(),
      addedLineItems: added.map(publicLine),
      ...(renewalTerms.length > 0 && { renewalTerms }),
      ...(cancels && { cancelled: true }),
    }),
  );
}

/** Why a line's first term cannot end when it is to, if so. A renewal's term begins when the one before has ended. */
export function termFault({
  lineItems,
  createdAt,
  billingCycle,
}: Pick<Order, 'createdAt' | 'billingCycle'> & Pick<OrderAmendment, 'lineItems'>): Rejected | undefined {
  for (const { customTermEndDate: end, renewsTo, termDuration } of lineItems) {
    if (!end) continue;
    const last = endOfTerm(createdAt, termDuration ?? usualTerm(billingCycle));
    if (end > createdAt && (renewsTo || end <= last)) continue;
    const until = renewsTo ? '' : ` and until ${last.toISOString()}, when the term ends`;
    return reject(faults.invalidArgument, `customTermEndDate must be after now${until}; ${end.toISOString()} is not.`);
  }
  return undefined;
}

/** Why an order cannot be amended, if so. */
export function amendmentFault(order: Order, { lineItems }: Pick<OrderAmendment, 'lineItems'>): Rejected | undefined {
  if (order.cancelledAt) {
    return reject(
      faults.invalidArgument,
      `The order ${order.id} is cancelled and cannot be changed. Place another one.`,
    );
  }
  if (order.lineItems.length + lineItems.length <= MAX_LINES) return undefined;
  return reject(faults.invalidArgument, `lineItems: an order has up to ${MAX_LINES} lines. Place another one.`);
}

/** What everybody may know of an order for as long as there is one: nothing that could be about a person. */
export function orderNow(order: Order): OrderV1 {
  const { cancelledAt } = order;
  return {
    ...publicState(order),
    lineItems: order.lineItems.map(({ provisioningContext: _, ...item }) => publicLine(item)),
    ...(cancelledAt && { cancelled: true }),
  };
}

function publicState({
  id,
  customerId,
  partnerId,
  createdAt,
  lineItems,
}: Order): InstanceType<typeof orderPlaced.payload> {
  return {
    orderId: id,
    customerId,
    partnerId,
    orderedAt: createdAt.toISOString(),
    lineItems: lineItems.map(publicLine),
  };
}

function publicLine({
  lineItemNumber,
  offerId,
  quantity,
  subscriptionId,
  renewsTo,
  parentSubscriptionId,
  provisioningContext,
}: OrderLineItem): OrderLineItemV1 {
  return {
    lineItemNumber,
    offerId,
    quantity,
    subscriptionId,
    ...(renewsTo && { renewsTo }),
    ...(parentSubscriptionId && { parentSubscriptionId }),
    ...(provisioningContext && { provisioningContext }),
  };
}
