import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { notFound, PartnerError, type Stretch } from '#lib/partner-api';
import { derivedId, partnerOf, type Caller, type Command } from '#lib/service-kit';
import { AgreementConfirmations } from '../agreement/agreement-confirmations.js';
import { rejectStranger, reserveOrder } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { validationFault } from '../validation-status/validation-status.js';
import { SandboxLimits } from '../sandbox/sandbox-limits.js';
import { sellingFault, type Order, type OrderLineItem } from './order.js';
import { OrderPartners } from './order.partners.js';
import { OrderRepository } from './order.repository.js';

/** What a partner orders; ids are given by the command. */
export type Ordered = Pick<Order, 'billingCycle' | 'currencyCode'> & {
  lineItems: Omit<OrderLineItem, 'subscriptionId'>[];
};

@Injectable()
export class OrderUseCases {
  constructor(
    private readonly orders: OrderRepository,
    private readonly customers: CustomerRepository,
    private readonly agreements: AgreementConfirmations,
    private readonly partners: OrderPartners,
    private readonly sandbox: SandboxLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The caller's orders for one of its customers. */
  async list(caller: Caller, customerId: string, stretch: Stretch): Promise<Order[]> {
    await this.assertCustomer(caller, customerId);
    return this.orders.search(caller.tenantId, customerId, stretch);
  }

  async get(caller: Caller, customerId: string, id: string): Promise<Order> {
    await this.assertCustomer(caller, customerId);
    const order = await this.orders.find(caller.tenantId, id);
    if (order?.customerId !== customerId) throw notFound(`You have no order ${id} for the customer ${customerId}.`);
    return order;
  }

  /**
   * Reserves the order in the customer's document, which accepts or refuses it, then writes the order itself. A repeat
   * of the same command finds the order, or the reservation that a crash left.
   */
  async place(command: Command, customerId: string, ordered: Ordered): Promise<Order> {
    const { caller } = command;
    const id = command.idOf('order');
    const known = await this.orders.find(caller.tenantId, id);
    if (known) return known;
    const found = await this.customers.find(caller.tenantId, customerId);
    if (!found) throw PartnerError.of(rejectStranger(caller.tenantId, customerId).rejection);
    // Accepted once, it is not refused afterwards, whatever has changed since.
    const reserved = found.reservedOrders.find((order) => order.id === id);
    if (reserved) return this.completed(reserved);
    const fault = sellingFault(partnerOf(caller).country, found.country, ordered);
    if (fault) throw PartnerError.of(fault.rejection);
    await this.partners.assertMayTransact(caller, found, ordered.lineItems);
    const confirmed = await this.agreements.isConfirmed(caller, customerId);
    const order = this.newOrder(id, caller.tenantId, customerId, ordered);
    const customer = await this.customers.decide(
      caller.tenantId,
      customerId,
      command.id,
      (state) =>
        validationFault(state, order.lineItems) ??
        this.sandbox.keep(state, reserveOrder(state, order, confirmed), caller.tenantId),
    );
    if (!customer) throw PartnerError.of(rejectStranger(caller.tenantId, customerId).rejection);
    const accepted = customer.reservedOrders.find((one) => one.id === id);
    if (accepted) return this.completed(accepted);
    return (await this.orders.find(caller.tenantId, id)) ?? order;
  }

  /** Writes an accepted order and lets its reservation go. Any number of times. */
  async complete(order: Order): Promise<void> {
    await this.orders.place(order);
    await this.customers.complete(order);
  }

  private async completed(order: Order): Promise<Order> {
    await this.complete(order);
    return order;
  }

  private async assertCustomer({ tenantId }: Caller, customerId: string): Promise<void> {
    if (!(await this.customers.find(tenantId, customerId))) throw notFound(`You have no customer ${customerId}.`);
  }

  private newOrder(id: string, partnerId: string, customerId: string, { lineItems, ...ordered }: Ordered): Order {
    return {
      ...{ id, customerId, partnerId },
      ...ordered,
      createdAt: this.clock.now(),
      lineItems: lineItems.map((item) => ({
        ...item,
        subscriptionId: item.renewsTo ?? derivedId(id, 'subscription', String(item.lineItemNumber)),
      })),
    };
  }
}
