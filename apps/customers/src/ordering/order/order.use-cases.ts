import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { currenciesOf } from '#lib/countries';
import { isRejected, reject, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { etagFault, type Stretch } from '#lib/partner-api';
import { derivedId, partnerOf, type Access, type Caller, type Command } from '#lib/service-kit';
import { AgreementConfirmationsClient } from '../../neighbours/agreement/agreement-confirmations.client.js';
import { rejectStranger, type Customer } from '../../account/customer/customer.js';
import { reserveOrder } from '../../account/reservation/reservation.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { validationFault } from '../../account/validation-status/validation-status.js';
import { SandboxLimits } from '../../account/sandbox/sandbox-limits.js';
import { reserveAmendment } from './amend-order.js';
import { amendmentOf } from './order-change.js';
import { type AmendOrderRequest } from './order.dto.js';
import { toResource } from './order.mapping.js';
import { type Order, type OrderAmendment } from '../../account/order-state/order-state.js';
import { sellingFault } from '../../account/selling/selling.js';
import { termFault, type Ordered, type OrderedLineItem } from './order.js';
import { OrderPartners } from './order.partners.js';
import { OrderRepository } from './order.repository.js';

/** Who orders for customers. */
export const ordering: Access = {
  roles: ['AdminAgent', 'SalesAgent'],
  partnerTypes: ['direct-bill', 'indirect-provider'],
  app: true,
};

@Injectable()
export class OrderUseCases {
  constructor(
    private readonly orders: OrderRepository,
    private readonly customers: CustomerRepository,
    private readonly agreements: AgreementConfirmationsClient,
    private readonly partners: OrderPartners,
    private readonly sandbox: SandboxLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The caller's orders for one of its customers, those of one billing cycle if it is named. */
  async list(
    caller: Caller,
    customerId: string,
    billingCycle: string | undefined,
    stretch: Stretch,
  ): Promise<Order[] | Rejected> {
    const fault = await this.strangerFault(caller, customerId);
    return fault ?? this.orders.search(caller.tenantId, customerId, billingCycle, stretch);
  }

  async get(caller: Caller, customerId: string, id: string): Promise<Order | Rejected> {
    const fault = await this.strangerFault(caller, customerId);
    if (fault) return fault;
    const order = await this.orders.find(caller.tenantId, id);
    if (order?.customerId === customerId) return order;
    return reject(faults.notFound, `You have no order ${id} for the customer ${customerId}.`);
  }

  /**
   * Reserves the order in the customer's document, which accepts or refuses it, then writes the order itself. A repeat
   * of the same command finds the order, or the reservation that a crash left.
   */
  async place(command: Command, customerId: string, ordered: Ordered): Promise<Order | Rejected> {
    const { caller } = command;
    const id = command.idOf('order');
    const known = await this.orders.find(caller.tenantId, id);
    if (known) return known;
    const found = await this.customers.find(caller.tenantId, customerId);
    if (!found) return rejectStranger(caller.tenantId, customerId);
    // Accepted once, it is not refused afterwards, whatever has changed since.
    const reserved = found.reservedOrders.find((order) => order.id === id);
    if (reserved) return this.completed(reserved);
    const order = this.newOrder(id, caller.tenantId, found, ordered);
    const fault =
      sellingFault(partnerOf(caller).country, found.country, ordered) ??
      termFault(order) ??
      (await this.partners.transactFault(caller, found, order.lineItems));
    if (fault) return fault;
    const confirmed = await this.agreements.isConfirmed(caller, customerId);
    const customer = await this.customers.decide(
      caller.tenantId,
      customerId,
      command.id,
      (state) =>
        validationFault(state, order.lineItems) ??
        this.sandbox.keep(state, reserveOrder(state, order, confirmed), caller.tenantId),
      found,
    );
    if (!customer) return rejectStranger(caller.tenantId, customerId);
    if (isRejected(customer)) return customer;
    const accepted = customer.reservedOrders.find((one) => one.id === id);
    if (accepted) return this.completed(accepted, customer);
    return (await this.orders.find(caller.tenantId, id)) ?? order;
  }

  /**
   * Adds add-ons to an order, changes terms after its renewal, or cancels it in a sandbox. Reserved in the customer's document
   * as an order is, so that a repeat finds the amendment, or the reservation that a crash left.
   */
  async amend(
    command: Command,
    customerId: string,
    orderId: string,
    request: AmendOrderRequest,
    ifMatch?: string,
  ): Promise<Order | Rejected> {
    const { caller } = command;
    const order = await this.get(caller, customerId, orderId);
    if (isRejected(order)) return order;
    const id = command.idOf('amendment');
    const customer = await this.customers.find(caller.tenantId, customerId);
    if (!customer) return rejectStranger(caller.tenantId, customerId);
    const reserved = customer.reservedAmendments?.find((one) => one.id === id);
    if (reserved) return this.amended(reserved);
    const amendment = amendmentOf(order, request, { id, createdAt: this.clock.now() });
    // Add-ons that the order has already are those of a repeat.
    if (!amendment || isApplied(order, amendment)) return order;
    const buys = amendment.lineItems.length > 0;
    const fault =
      etagFault(toResource(order).attributes.etag ?? '', ifMatch, request.attributes?.etag) ??
      (amendment.cancels ? this.sandbox.environmentFault() : undefined) ??
      termFault({ ...order, ...amendment }) ??
      (buys ? await this.partners.transactFault(caller, customer, amendment.lineItems) : undefined);
    if (fault) return fault;
    const confirmed = buys && (await this.agreements.isConfirmed(caller, customerId));
    const next = await this.customers.decide(
      caller.tenantId,
      customerId,
      command.id,
      (state) =>
        (buys ? validationFault(state, amendment.lineItems) : undefined) ??
        this.sandbox.keep(state, reserveAmendment(state, order, amendment, confirmed), caller.tenantId),
      customer,
    );
    if (isRejected(next)) return next;
    const accepted = next?.reservedAmendments?.find((one) => one.id === id);
    return accepted ? this.amended(accepted, next) : this.get(caller, customerId, orderId);
  }

  /** Writes an accepted amendment and lets its reservation go. Any number of times. */
  async completeAmendment(amendment: OrderAmendment, known?: Customer): Promise<void> {
    await this.orders.amend(amendment);
    await this.customers.completeAmendment(amendment, known);
  }

  /** Writes an accepted order and lets its reservation go. Any number of times. */
  async complete(order: Order, known?: Customer): Promise<void> {
    await this.orders.place(order);
    await this.customers.complete(order, known);
  }

  private async completed(order: Order, known?: Customer): Promise<Order> {
    await this.complete(order, known);
    return order;
  }

  private async amended(amendment: OrderAmendment, known?: Customer): Promise<Order> {
    await this.completeAmendment(amendment, known);
    return (await this.orders.find(amendment.partnerId, amendment.orderId)) as Order;
  }

  private async strangerFault({ tenantId }: Caller, customerId: string): Promise<Rejected | undefined> {
    if (await this.customers.find(tenantId, customerId)) return undefined;
    return reject(faults.notFound, `You have no customer ${customerId}.`);
  }

  private newOrder(id: string, partnerId: string, { id: customerId, country }: Customer, ordered: Ordered): Order {
    const { lineItems, ...rest } = ordered;
    const currencyCode = ordered.currencyCode ?? currenciesOf(country)[0];
    const subscriptionOf = ({ renewsTo, lineItemNumber }: OrderedLineItem): string =>
      renewsTo ?? derivedId(id, 'subscription', String(lineItemNumber));
    return {
      id,
      customerId,
      partnerId,
      ...rest,
      ...(currencyCode && { currencyCode }),
      createdAt: this.clock.now(),
      lineItems: lineItems.map(({ addOnOf, ...item }) => {
        const root = lineItems.find(({ lineItemNumber }) => lineItemNumber === addOnOf);
        return {
          ...item,
          ...(root && { parentSubscriptionId: subscriptionOf(root) }),
          subscriptionId: subscriptionOf(item),
        };
      }),
    };
  }
}

function isApplied({ lineItems }: Order, amendment: OrderAmendment): boolean {
  const [added] = amendment.lineItems;
  return added !== undefined && lineItems.some(({ subscriptionId }) => subscriptionId === added.subscriptionId);
}
