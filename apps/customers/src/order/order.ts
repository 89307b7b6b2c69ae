import { event, faults, type DomainEvent } from '#lib/contracts';
import { cspRegionOf, currenciesOf } from '#lib/countries';
import { happened, reject, type Decision, type Rejected } from '#lib/decision';
import { orderPlaced } from '#contracts/customers/order-placed.v1';

/** A partner's order for one of its customers. */
export interface Order {
  id: string;
  customerId: string;
  partnerId: string;
  billingCycle: string;
  currencyCode?: string;
  lineItems: OrderLineItem[];
  createdAt: Date;
}

export interface OrderLineItem {
  lineItemNumber: number;
  offerId: string;
  subscriptionId: string;
  quantity: number;
  friendlyName?: string;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  termDuration?: string;
  /** What the product needs to be provisioned, by name. */
  provisioningContext?: Record<string, string>;
  /** The subscription that this line renews. */
  renewsTo?: string;
}

/** Whether an order buys anything: one that does nothing but renew is no purchase. */
export function isOriginal({ lineItems }: Pick<Order, 'lineItems'>): boolean {
  return lineItems.some(({ renewsTo }) => renewsTo === undefined);
}

/** Writes an order that the customer's document has accepted. */
export function placeOrder(order: Order): Decision<Order, DomainEvent> {
  return happened(order, event(orderPlaced, publicState(order)));
}

/**
 * Why a partner in one country may not sell to a customer in another, or not in this currency. A partner sells within its
 * own CSP region, and bills in the currencies of the customer's country.
 */
export function sellingFault(
  partnerCountry: string,
  customerCountry: string,
  { currencyCode }: Pick<Order, 'currencyCode'>,
): Rejected | undefined {
  const region = cspRegionOf(partnerCountry);
  if (!region || region.id !== cspRegionOf(customerCountry)?.id) {
    return reject(
      faults.countryNotSupported,
      `Partner is not onboarded to sell in country ${customerCountry}: it is not in the CSP region of ${partnerCountry}.`,
    );
  }
  const currencies = currenciesOf(customerCountry);
  if (!currencyCode || currencies.length === 0 || currencies.includes(currencyCode.toUpperCase())) return undefined;
  return reject(
    faults.invalidArgument,
    `currencyCode must be one that customers in ${customerCountry} are billed in: ${currencies.join(', ')}.`,
  );
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
    lineItems: lineItems.map(
      ({ lineItemNumber, offerId, quantity, subscriptionId, renewsTo, provisioningContext }) => ({
        ...{ lineItemNumber, offerId, quantity, subscriptionId },
        ...(renewsTo && { renewsTo }),
        ...(provisioningContext && { provisioningContext }),
      }),
    ),
  };
}
