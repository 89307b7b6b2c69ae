import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { isRefusal, notFound, PartnerError } from '#lib/partner-api';
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

  async create(command: Command, customerId: string, content: CartContent): Promise<Cart> {
    const { tenantId: partnerId, objectId: userId } = command.caller;
    if (!(await this.customers.find(partnerId, customerId))) {
      throw PartnerError.of(rejectStranger(partnerId, customerId).rejection);
    }
    const id = command.idOf('cart');
    const owner = { customerId, partnerId, userId };
    return (await this.carts.create(id, command.id, (now) => createCart(id, owner, content, now))) as Cart;
  }

  async get({ tenantId }: Caller, customerId: string, cartId: string): Promise<Cart> {
    const cart = await this.carts.find(tenantId, cartId);
    const isThere = cart?.customerId === customerId && !isExpired(cart, this.clock.now());
    return found(isThere ? cart : undefined, customerId, cartId);
  }

  /** `check` refuses what the request does not leave as it is. */
  async change(
    { id, caller }: Command,
    customerId: string,
    cartId: string,
    content: CartContent,
    check: (cart: Cart) => void,
  ): Promise<Cart> {
    const cart = await this.carts.decide({ partnerId: caller.tenantId, customerId, cartId }, id, (state, now) => {
      const decision = changeCart(state, caller.objectId, content, now);
      if (decision.outcome === 'happened') check(state);
      return decision;
    });
    return found(cart, customerId, cartId);
  }

  /**
   * Places an order for each group of lines. The ids of the orders follow from the cart, so whoever repeats a checkout, in
   * one request or several, gets the same orders. Refused as a whole when no group is accepted: the cart is open again.
   */
  async checkout(caller: Caller, customerId: string, cartId: string): Promise<Checkout> {
    const key = { partnerId: caller.tenantId, customerId, cartId };
    const cart = found(await this.carts.decide(key, ownCommand, beginCheckout), customerId, cartId);
    if (cart.status === 'checked-out') return this.resultOf(cart, caller);
    const { orders, refusals } = await this.placeAll(cart, caller);
    const orderErrors = [...refusals].map(([orderGroup, { fault, description }]) => ({
      orderGroup,
      code: fault.code,
      description,
    }));
    const result = { orderedGroups: [...orders.keys()], orderErrors };
    await this.carts.decide(key, ownCommand, (state) => endCheckout(state, cart.revision, result));
    const [refusal] = refusals.values();
    if (orders.size === 0 && refusal) throw refusal;
    return { orders: [...orders.values()], orderErrors };
  }

  /** Anything but a refusal ends it: the cart stays as it is, and the repeated checkout goes on. */
  private async placeAll(
    cart: Cart,
    caller: Caller,
  ): Promise<{ orders: Map<string, Order>; refusals: Map<string, PartnerError> }> {
    const orders = new Map<string, Order>();
    const refusals = new Map<string, PartnerError>();
    for (const [group, lineItems] of orderGroups(cart.lineItems)) {
      try {
        orders.set(
          group,
          await this.orders.place(orderCommand(cart, group, caller), cart.customerId, toOrdered(cart, lineItems)),
        );
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refusals.set(group, error);
      }
    }
    return { orders, refusals };
  }

  private async resultOf(cart: Cart, caller: Caller): Promise<Checkout> {
    const ids = cart.orderedGroups.map((group) => orderCommand(cart, group, caller).idOf('order'));
    const orders = await Promise.all(ids.map((id) => this.orders.get(caller, cart.customerId, id)));
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

function found(cart: Cart | undefined, customerId: string, cartId: string): Cart {
  if (cart) return cart;
  throw notFound(`You have no cart ${cartId} for the customer ${customerId}, or it has expired.`);
}
