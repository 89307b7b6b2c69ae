import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { Command, ownCommand, type Caller } from '#lib/service-kit';
import { rejectStranger } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { type Order } from '../../account/order-state/order-state.js';
import { type Ordered } from '../order/order.js';
import { OrderUseCases } from '../order/order.use-cases.js';
import {
  beginCheckout,
  changeCart,
  createCart,
  endCheckout,
  isExpired,
  orderGroups,
  type Cart,
  type CartContent,
  type CartLineItem,
  type OrderError,
} from './cart.js';
import { CartRepository } from './cart.repository.js';

/** What came of a cart: the orders that were accepted, and why the other groups were not. */
export interface Checkout {
  orders: Order[];
  orderErrors: OrderError[];
}

@Injectable()
export class CartUseCases {
  constructor(
    private readonly carts: CartRepository,
    private readonly customers: CustomerRepository,
    private readonly orders: OrderUseCases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(command: Command, customerId: string, content: CartContent): Promise<Cart | Rejected> {
    const { tenantId: partnerId, objectId: userId } = command.caller;
    if (!(await this.customers.find(partnerId, customerId))) return rejectStranger(partnerId, customerId);
    const id = command.idOf('cart');
    const owner = { customerId, partnerId, userId };
    return (await this.carts.create(id, command.id, (now) => createCart(id, owner, content, now))) as Cart;
  }

  async get({ tenantId }: Caller, customerId: string, cartId: string): Promise<Cart | Rejected> {
    const cart = await this.carts.find(tenantId, cartId);
    const isThere = cart?.customerId === customerId && !isExpired(cart, this.clock.now());
    return isThere ? cart : rejectUnknown(customerId, cartId);
  }

  /** `check` refuses what the request does not leave as it is. */
  async change(
    { id, caller }: Command,
    customerId: string,
    cartId: string,
    content: CartContent,
    check: (cart: Cart) => Rejected | undefined,
  ): Promise<Cart | Rejected> {
    const cart = await this.carts.decide({ partnerId: caller.tenantId, customerId, cartId }, id, (state, now) => {
      const decision = changeCart(state, caller.objectId, content, now);
      return (decision.outcome === 'happened' && check(state)) || decision;
    });
    return cart ?? rejectUnknown(customerId, cartId);
  }

  /**
   * Places an order for each group of lines. The ids of the orders follow from the cart, so whoever repeats a checkout, in
   * one request or several, gets the same orders. Refused as a whole when no group is accepted: the cart is open again.
   */
  async checkout(caller: Caller, customerId: string, cartId: string): Promise<Checkout | Rejected> {
    const key = { partnerId: caller.tenantId, customerId, cartId };
    const cart = (await this.carts.decide(key, ownCommand, beginCheckout)) ?? rejectUnknown(customerId, cartId);
    if (isRejected(cart)) return cart;
    if (cart.status === 'checked-out') return this.resultOf(cart, caller);
    const { orders, refusals } = await this.placeAll(cart, caller);
    const orderErrors = [...refusals].map(([orderGroup, { rejection }]) => ({
      orderGroup,
      code: rejection.fault.code,
      description: rejection.description,
    }));
    const result = { orderedGroups: [...orders.keys()], orderErrors };
    await this.carts.decide(key, ownCommand, (state) => endCheckout(state, cart.revision, result));
    const [refusal] = refusals.values();
    if (orders.size === 0 && refusal) return refusal;
    return { orders: [...orders.values()], orderErrors };
  }

  /** What fails ends it: the cart stays as it is, and the repeated checkout goes on. */
  private async placeAll(
    cart: Cart,
    caller: Caller,
  ): Promise<{ orders: Map<string, Order>; refusals: Map<string, Rejected> }> {
    const orders = new Map<string, Order>();
    const refusals = new Map<string, Rejected>();
    for (const [group, lineItems] of orderGroups(cart.lineItems)) {
      const command = orderCommand(cart, group, caller);
      const order = await this.orders.place(command, cart.customerId, toOrdered(cart, lineItems));
      if (isRejected(order)) refusals.set(group, order);
      else orders.set(group, order);
    }
    return { orders, refusals };
  }

  private async resultOf(cart: Cart, caller: Caller): Promise<Checkout | Rejected> {
    const ids = cart.orderedGroups.map((group) => orderCommand(cart, group, caller).idOf('order'));
    const found = await Promise.all(ids.map((id) => this.orders.get(caller, cart.customerId, id)));
    const orders: Order[] = [];
    for (const order of found) {
      if (isRejected(order)) return order;
      orders.push(order);
    }
    return { orders, orderErrors: cart.orderErrors };
  }
}

/** The same order for the same group of the same lines, whoever checks the cart out, and however often. */
function orderCommand({ id, revision }: Cart, group: string, caller: Caller): Command {
  return new Command(`checkout/${id}/${revision}/${group}`, caller);
}

function toOrdered({ partnerOnRecordAttestationAccepted }: Cart, lineItems: CartLineItem[]): Ordered {
  const [{ billingCycle, currencyCode } = { billingCycle: 'unknown' } as CartLineItem] = lineItems;
  return {
    billingCycle,
    ...(currencyCode && { currencyCode }),
    ...(partnerOnRecordAttestationAccepted !== undefined && { partnerOnRecordAttestationAccepted }),
    lineItems: lineItems.map(
      ({ id: _id, catalogItemId, billingCycle: _cycle, currencyCode: _currency, addOnOf, ...item }, index) => ({
        lineItemNumber: index,
        offerId: catalogItemId,
        ...item,
        ...(addOnOf !== undefined && { addOnOf: lineItems.findIndex(({ id }) => id === addOnOf) }),
      }),
    ),
  };
}

function rejectUnknown(customerId: string, cartId: string): Rejected {
  return reject(faults.notFound, `You have no cart ${cartId} for the customer ${customerId}, or it has expired.`);
}
