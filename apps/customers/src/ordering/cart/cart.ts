import { faults } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Decision, type Rejected } from '#lib/decision';

/** A cart lasts a week from its last change, as Partner Center's. */
const LIFETIME_MS = 7 * 24 * 60 * 60 * 1_000;

/** What a partner is about to order for a customer. Nobody else is told of it: it has no events. */
export interface Cart {
  id: string;
  customerId: string;
  partnerId: string;
  /** `checking-out`: orders are being placed, so the lines stay as they are until it is known which are accepted. */
  status: 'open' | 'checking-out' | 'checked-out';
  /** Counts the changes of the lines. Orders belong to one revision, so that none of them is placed twice. */
  revision: number;
  lineItems: CartLineItem[];
  /** Whether the reseller on record has attested, as far as the partner says. */
  partnerOnRecordAttestationAccepted?: boolean;
  createdAt: Date;
  modifiedAt: Date;
  /** The user, or application, that changed it last. */
  modifiedBy: string;
  expiresAt: Date;
  /** Of a cart that is checked out: the groups whose orders were accepted, and why others were not. */
  orderedGroups: string[];
  orderErrors: OrderError[];
}

/** What a partner puts into a cart. */
export type CartContent = Pick<Cart, 'lineItems' | 'partnerOnRecordAttestationAccepted'>;

export interface CartLineItem {
  /** 0 to n-1, as sent, add-ons after what they belong to. */
  id: number;
  /** Of an add-on: the line that it belongs to. */
  addOnOf?: number;
  catalogItemId: string;
  friendlyName?: string;
  quantity: number;
  currencyCode?: string;
  billingCycle: string;
  /** ISO 8601 duration, such as `P1Y`. */
  termDuration?: string;
  /** Where the first term ends at another time than it lasts. */
  customTermEndDate?: Date;
  promotionId?: string;
  /** Whether the customer has attested that it may buy the product, as far as the partner says. */
  attestationAccepted?: boolean;
  /** Of an add-on to a subscription that there is: that one. */
  parentSubscriptionId?: string;
  /** What the product needs to be provisioned, by name. */
  provisioningContext?: Record<string, string>;
  /** The MPN ID of the indirect reseller on record. */
  partnerIdOnRecord?: string;
  /** The subscription that this line renews. */
  renewsTo?: string;
  /** The term after the renewal, where it is to be another one. */
  renewalTermDuration?: string;
}

/** Why the lines of a group are not ordered. */
export interface OrderError {
  orderGroup: string;
  code: number;
  description: string;
}

export interface CartOwner {
  customerId: string;
  partnerId: string;
  userId: string;
}

export function createCart(
  id: string,
  { userId, ...owner }: CartOwner,
  content: CartContent,
  now: Date,
): Accepted<Cart, never> {
  const modified = { modifiedAt: now, modifiedBy: userId, expiresAt: expiryFrom(now) };
  const none = { orderedGroups: [], orderErrors: [] };
  return happened({
    id,
    ...owner,
    status: 'open' as const,
    revision: 1,
    ...content,
    createdAt: now,
    ...modified,
    ...none,
  });
}

/** Replaces the lines of an open cart, which lasts longer again. */
export function changeCart(cart: Cart, userId: string, content: CartContent, now: Date): Decision<Cart, never> {
  if (isExpired(cart, now)) return rejectExpired(cart);
  if (cart.status !== 'open') {
    return reject(
      faults.conflict,
      cart.status === 'checked-out'
        ? `The cart ${cart.id} is checked out. Create another one.`
        : `The cart ${cart.id} is being checked out. Repeat the checkout to see its result.`,
    );
  }
  const modified = { modifiedAt: now, modifiedBy: userId, expiresAt: expiryFrom(now) };
  const { partnerOnRecordAttestationAccepted: _before, ...rest } = cart;
  return happened({ ...rest, ...content, ...modified, revision: cart.revision + 1 });
}

/** From here on the lines stay as they are. A checkout that a crash interrupted goes on with the next one. */
export function beginCheckout(cart: Cart, now: Date): Decision<Cart, never> {
  if (cart.status !== 'open') return nothingHappened;
  if (isExpired(cart, now)) return rejectExpired(cart);
  return happened({ ...cart, status: 'checking-out' as const });
}

/** Keeps what came of a checkout. Without any order the cart is open again, for when the reason of the refusal is gone. */
export function endCheckout(
  cart: Cart,
  revision: number,
  { orderedGroups, orderErrors }: Pick<Cart, 'orderedGroups' | 'orderErrors'>,
): Accepted<Cart, never> {
  if (cart.status === 'checked-out' || cart.revision !== revision) return nothingHappened;
  if (orderedGroups.length > 0)
    return happened({ ...cart, status: 'checked-out' as const, orderedGroups, orderErrors });
  return cart.status === 'open' ? nothingHappened : happened({ ...cart, status: 'open' as const });
}

/** The lines that go into one order, by the name of their group: those of one billing cycle and currency, with their add-ons. */
export function orderGroups(lineItems: CartLineItem[]): Map<string, CartLineItem[]> {
  const terms = new Map<string, CartLineItem[]>();
  for (const item of lineItems) {
    const { billingCycle, currencyCode = '' } = lineItems.find(({ id }) => id === item.addOnOf) ?? item;
    const key = `${billingCycle}/${currencyCode}`;
    terms.set(key, [...(terms.get(key) ?? []), item]);
  }
  return new Map([...terms.values()].map((group, index) => [String(index), group]));
}

export function isExpired({ expiresAt, status }: Cart, now: Date): boolean {
  return status === 'open' && expiresAt <= now;
}

function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + LIFETIME_MS);
}

function rejectExpired({ id }: Cart): Rejected {
  return reject(faults.notFound, `The cart ${id} has expired. Create another one.`);
}
