import { Injectable } from '@nestjs/common';
import { faults, partnerTypes } from '#lib/contracts';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { asAnsweredFault, etagFault } from '#lib/partner-api';
import { partnerOf, type Access, type Caller, type Command } from '#lib/service-kit';
import { AgreementConfirmationsClient } from '../../neighbours/agreement/agreement-confirmations.client.js';
import { rejectStranger, type Customer } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { OrderPartners } from '../order/order.partners.js';
import { SandboxLimits } from '../../account/sandbox/sandbox-limits.js';
import {
  changeSubscription,
  isPurchase,
  subscriptionShownTo,
  type Changing,
  type SubscriptionChange,
} from './change-subscription.js';
import {
  toResource,
  toSubscriptionChange,
  type ListSubscriptionsQuery,
  type UpdateSubscriptionRequest,
} from './subscription.dto.js';
import { isShownTo, type Subscription } from '../../account/subscription/subscription.js';
import { supportSubscription } from './support-subscription.js';

/** Who changes subscriptions; of which, and in what, the subscription says. */
export const changing: Access = { roles: ['AdminAgent', 'SalesAgent'], partnerTypes, app: true };

@Injectable()
export class SubscriptionUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly agreements: AgreementConfirmationsClient,
    private readonly partners: OrderPartners,
    private readonly sandbox: SandboxLimits,
  ) {}

  /**
   * What the caller has ordered for one of its customers, is on record of as its reseller, or supports for others: all, those
   * of one order, or those that one partner has sold.
   */
  async list(
    caller: Caller,
    customerId: string,
    { order_id: orderId, mpn_id: mpnId }: ListSubscriptionsQuery = {},
  ): Promise<Subscription[] | Rejected> {
    const own = (subscription: Subscription): boolean => subscription.partnerId === caller.tenantId;
    const all = await this.allOf(caller, customerId);
    if (isRejected(all)) return all;
    return all.filter(
      (subscription) =>
        (!orderId || (own(subscription) && subscription.orderId === orderId.toLowerCase())) &&
        (!mpnId || soldBy(subscription, own(subscription) ? partnerOf(caller).mpnId : undefined) === mpnId),
    );
  }

  /** The add-ons of a subscription. */
  async addOns(caller: Caller, customerId: string, id: string): Promise<Subscription[] | Rejected> {
    const root = await this.get(caller, customerId, id);
    if (isRejected(root)) return root;
    const all = await this.allOf(caller, customerId);
    return isRejected(all) ? all : all.filter(({ parentSubscriptionId }) => parentSubscriptionId === id);
  }

  private async allOf(caller: Caller, customerId: string): Promise<Subscription[] | Rejected> {
    const customer = await this.customers.find(caller.tenantId, customerId);
    if (!customer) return reject(faults.notFound, `You have no customer ${customerId}.`);
    const viewer = { partnerId: caller.tenantId, mpnId: partnerOf(caller).mpnId };
    return customer.subscriptions.filter((subscription) => isShownTo(subscription, viewer));
  }

  async get(caller: Caller, customerId: string, id: string): Promise<Subscription | Rejected> {
    const all = await this.allOf(caller, customerId);
    if (isRejected(all)) return all;
    const subscription = all.find((own) => own.id === id);
    return subscription ?? reject(faults.notFound, `You have no subscription ${id} for the customer ${customerId}.`);
  }

  /** A repeat answers the subscription as it is. */
  async change(
    { id: commandId, caller }: Command,
    customerId: string,
    subscriptionId: string,
    request: UpdateSubscriptionRequest,
    ifMatch?: string,
  ): Promise<Subscription | Rejected> {
    const partnerId = caller.tenantId;
    const changing = { partnerId, subscriptionId, mpnId: partnerOf(caller).mpnId };
    const change = toSubscriptionChange(request);
    const customer = await this.customers.find(partnerId, customerId);
    if (!customer) return rejectStranger(partnerId, customerId);
    const agreementConfirmed = await this.mayBuy(caller, customer, changing, change);
    if (isRejected(agreementConfirmed)) return agreementConfirmed;
    const changed = await this.customers.decide(partnerId, customerId, commandId, (state, now) => {
      const current = subscriptionShownTo(state, changing);
      if (current) {
        const told = toResource(customerId, current, partnerId);
        const fault =
          etagFault(told.attributes.etag ?? '', ifMatch, request.attributes?.etag) ?? asAnsweredFault(request, told);
        if (fault) return fault;
      }
      const { isSandbox } = this.sandbox;
      const decision = changeSubscription(state, changing, change, { agreementConfirmed, isSandbox, now });
      return this.sandbox.keep(state, decision, partnerId);
    });
    if (!changed) return rejectStranger(partnerId, customerId);
    return isRejected(changed) ? changed : (subscriptionShownTo(changed, changing) as Subscription);
  }

  /** The caller supports what another partner has sold. A repeat answers the same. */
  async support(
    { id: commandId, caller }: Command,
    customerId: string,
    subscriptionId: string,
  ): Promise<Subscription | Rejected> {
    const partnerId = caller.tenantId;
    const customer = await this.customers.decide(partnerId, customerId, commandId, (state, now) =>
      supportSubscription(state, { partnerId, subscriptionId }, now),
    );
    if (!customer) return rejectStranger(partnerId, customerId);
    if (isRejected(customer)) return customer;
    return customer.subscriptions.find(({ id }) => id === subscriptionId) as Subscription;
  }

  /**
   * Other licences or terms are checked as an order is. Whoever changes them meanwhile has been checked as well, and an
   * agreement is never taken back: so the same ones need no check. Who has not ordered it, is refused later.
   */
  private async mayBuy(
    caller: Caller,
    customer: Customer,
    changing: Changing,
    change: SubscriptionChange,
  ): Promise<boolean | Rejected> {
    const subscription = subscriptionShownTo(customer, changing);
    const isOwn = subscription?.partnerId === caller.tenantId;
    if (!subscription || !isOwn || !isPurchase(subscription, change)) return true;
    const fault = await this.partners.transactFault(caller, customer, [subscription]);
    return fault ?? this.agreements.isConfirmed(caller, customer.id);
  }
}

/** The MPN ID of the reseller on record, or else of who has ordered it. */
function soldBy({ partnerIdOnRecord }: Subscription, sellersMpnId?: string): string | undefined {
  return partnerIdOnRecord ?? sellersMpnId;
}
