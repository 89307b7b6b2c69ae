import { Injectable } from '@nestjs/common';
import { assertUnchanged, notFound, PartnerError } from '#lib/partner-api';
import { partnerOf, type Caller, type Command } from '#lib/service-kit';
import { AgreementConfirmations } from '../agreement/agreement-confirmations.js';
import { rejectStranger, type Customer } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { OrderPartners } from '../order/order.partners.js';
import { SandboxLimits } from '../sandbox/sandbox-limits.js';
import { changeSubscription, subscriptionOf, type SubscriptionChange } from './change-subscription.js';
import { toResource } from './subscription.dto.js';
import { isShownTo, type Subscription } from './subscription.js';
import { supportSubscription } from './support-subscription.js';

@Injectable()
export class SubscriptionUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly agreements: AgreementConfirmations,
    private readonly partners: OrderPartners,
    private readonly sandbox: SandboxLimits,
  ) {}

  /** What the caller has ordered for one of its customers, is on record of as its reseller, or supports for others. */
  async list(caller: Caller, customerId: string): Promise<Subscription[]> {
    const customer = await this.customers.find(caller.tenantId, customerId);
    if (!customer) throw notFound(`You have no customer ${customerId}.`);
    const viewer = { partnerId: caller.tenantId, mpnId: partnerOf(caller).mpnId };
    return customer.subscriptions.filter((subscription) => isShownTo(subscription, viewer));
  }

  async get(caller: Caller, customerId: string, id: string): Promise<Subscription> {
    const subscription = (await this.list(caller, customerId)).find((own) => own.id === id);
    if (!subscription) throw notFound(`You have no subscription ${id} of the customer ${customerId}.`);
    return subscription;
  }

  /** A repeat answers the subscription as it is. */
  async change(
    { id: commandId, caller }: Command,
    customerId: string,
    subscriptionId: string,
    change: SubscriptionChange,
    etags: (string | undefined)[],
  ): Promise<Subscription> {
    const partnerId = caller.tenantId;
    const customer = known(await this.customers.find(partnerId, customerId), partnerId, customerId);
    const mayBuy = await this.mayBuy(caller, customer, subscriptionId, change);
    const changed = await this.customers.decide(partnerId, customerId, commandId, (state, now) => {
      const current = subscriptionOf(state, partnerId, subscriptionId);
      if (current) assertUnchanged(toResource(customerId, current, partnerId).attributes.etag ?? '', ...etags);
      const decision = changeSubscription(state, { partnerId, subscriptionId }, change, mayBuy, now);
      return this.sandbox.keep(state, decision, partnerId);
    });
    return subscriptionOf(known(changed, partnerId, customerId), partnerId, subscriptionId) as Subscription;
  }

  /** The caller supports what another partner has sold. A repeat answers the same. */
  async support({ id: commandId, caller }: Command, customerId: string, subscriptionId: string): Promise<Subscription> {
    const partnerId = caller.tenantId;
    const customer = await this.customers.decide(partnerId, customerId, commandId, (state, now) =>
      supportSubscription(state, { partnerId, subscriptionId }, now),
    );
    const { subscriptions } = known(customer, partnerId, customerId);
    return subscriptions.find(({ id }) => id === subscriptionId) as Subscription;
  }

  /**
   * Another quantity is checked as an order is. Whoever changes the quantity meanwhile has been checked as well, and an
   * agreement is never taken back: so the same quantity needs no check.
   */
  private async mayBuy(
    caller: Caller,
    customer: Customer,
    subscriptionId: string,
    { quantity }: SubscriptionChange,
  ): Promise<boolean> {
    const subscription = subscriptionOf(customer, caller.tenantId, subscriptionId);
    if (!subscription || quantity === undefined || quantity === subscription.quantity) return true;
    await this.partners.assertMayTransact(caller, customer, [subscription]);
    return this.agreements.isConfirmed(caller, customer.id);
  }
}

function known(customer: Customer | undefined, partnerId: string, customerId: string): Customer {
  if (customer) return customer;
  throw PartnerError.of(rejectStranger(partnerId, customerId).rejection);
}
