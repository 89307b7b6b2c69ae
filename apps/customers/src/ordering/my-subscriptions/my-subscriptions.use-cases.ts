import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { ProjectedPartners, type Caller } from '#lib/service-kit';
import { type Customer } from '../../account/customer/customer.js';
import { OwnCustomer } from '../../account/customer/own-customer.js';
import { type Subscription } from '../../account/subscription/subscription.js';
import {
  toMySubscription,
  toSupportInvitation,
  type MySubscriptionResource,
  type SupportInvitationResource,
} from './my-subscriptions.dto.js';
import { supportDraft } from './support-draft.js';

/** What the customer that the calling user belongs to has bought. Partners see their own sales alone. */
@Injectable()
export class MySubscriptionsUseCases {
  constructor(
    private readonly customers: OwnCustomer,
    private readonly partners: ProjectedPartners,
  ) {}

  async list(caller: Caller): Promise<MySubscriptionResource[]> {
    const customer = await this.customers.of(caller);
    return this.resources(customer?.subscriptions ?? []);
  }

  async get(caller: Caller, id: string): Promise<MySubscriptionResource | Rejected> {
    const found = find(await this.customers.of(caller), id);
    if (isRejected(found)) return found;
    const [resource] = await this.resources([found.subscription]);
    return resource as MySubscriptionResource;
  }

  /** For a partner of the customer that did not sell the subscription: it learns the id of the customer alone. */
  async draftSupportInvitation(
    caller: Caller,
    id: string,
    partnerId: string,
  ): Promise<SupportInvitationResource | Rejected> {
    const found = find(await this.customers.of(caller), id);
    if (isRejected(found)) return found;
    const { customer, subscription } = found;
    if (subscription.partnerId === partnerId) {
      return reject(
        faults.invalidArgument,
        `The partner ${partnerId} sold the subscription and supports it. Name another partner.`,
      );
    }
    const isRelated = customer.relationships.some((one) => one.partnerId === partnerId);
    const partner = isRelated && (await this.partners.find(partnerId));
    if (!partner) {
      return reject(faults.notFound, `Your company has no partner ${partnerId}. GET /v1/my/partners lists them.`);
    }
    const draft = supportDraft({
      companyName: customer.companyName,
      customerId: customer.id,
      partnerName: partner.companyName,
      subscriptionId: id,
      offer: subscription.friendlyName ?? subscription.offerId,
    });
    return toSupportInvitation({ customerId: customer.id, subscriptionId: id, partnerId }, draft);
  }

  private async resources(subscriptions: Subscription[]): Promise<MySubscriptionResource[]> {
    const ids = subscriptions.flatMap(({ partnerId, supporters }) => [partnerId, ...supporters]);
    const partners = await this.partners.findAll([...new Set(ids)]);
    return subscriptions.map((subscription) => toMySubscription(subscription, partners));
  }
}

function find(
  customer: Customer | undefined,
  id: string,
): { customer: Customer; subscription: Subscription } | Rejected {
  const subscription = customer?.subscriptions.find((one) => one.id === id);
  if (customer && subscription) return { customer, subscription };
  return reject(faults.notFound, `Your company has no subscription ${id}. GET /v1/my/subscriptions lists them.`);
}
