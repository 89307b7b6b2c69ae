import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { countryRules } from '#lib/countries';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { PartnerError } from '#lib/partner-api';
import { PartnersClient, UsersClient, ownCommand, type Caller } from '#lib/service-kit';
import { type TenantDetails } from '#contracts/internal/identity';
import { type AcceptingContact } from '#contracts/internal/agreements';
import { type Consent, type PendingConsent } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { ExternalRelationshipRepository } from '../../account/external-relationship/external-relationship.repository.js';
import { AcceptancesClient } from '../../neighbours/agreement/acceptances.client.js';
import { PartnershipsClient } from '../../neighbours/partnership/partnerships.client.js';
import { acceptanceFault, partnersOf, type Asking } from '../relationship-request/relationship-request.js';
import { TenantsClient } from '../../neighbours/tenant/tenants.client.js';
import { OriginalPurchases } from '../../ordering/purchase/original-purchases.js';
import { confirmConsent, connect, dropConsent, isConnected, prepareConsent } from './consent.js';

/** A customer's consent on its way to relationships. */
export interface Acceptance {
  /** The customer's user. */
  caller: Caller;
  asking: Asking;
  /** The same for a repeat. */
  id: string;
  /** Of the agreement that is accepted in the same step. */
  contact?: AcceptingContact;
}

/** Makes relationships of consents: of a reseller and its provider both or none, with the agreement if that is accepted too. */
@Injectable()
export class Consents {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
    private readonly tenants: TenantsClient,
    private readonly partners: PartnersClient,
    private readonly users: UsersClient,
    private readonly partnerships: PartnershipsClient,
    private readonly acceptances: AcceptancesClient,
    private readonly purchases: OriginalPurchases,
  ) {}

  /** Refuses what a customer cannot accept, after its owners were asked. */
  async acceptableFault(caller: Caller, asking: Asking): Promise<Rejected | undefined> {
    const user = await this.users.find(caller);
    const tenant = await this.acceptingTenant(caller, asking, user?.roles ?? []);
    return isRejected(tenant) ? tenant : undefined;
  }

  /** Any number of times, with effect once. Whether the partners work together is asked right before the write. */
  async establish({ caller, asking, id, contact }: Acceptance): Promise<Rejected | undefined> {
    const { tenantId, objectId: userId } = caller;
    // The consent was given by a Global admin: that is not asked again of what a crash left.
    const tenant = await this.acceptingTenant(caller, asking, ['GlobalAdmin']);
    if (isRejected(tenant)) return tenant;
    const culture = countryRules(tenant.country)?.defaultCulture ?? 'en-US';
    const accepting = { ...tenant, id: tenantId, email: contact?.email ?? caller.upn ?? '', culture };
    const consent = { id, partnerIds: partnersOf(asking), userId };
    if (contact) {
      const customer = await this.customers.decideAsTenant(tenantId, { stepOf: commandOf(id) }, (known, now) =>
        prepareConsent(known, accepting, consent, contact, now),
      );
      if (isRejected(customer)) return customer;
      // Nothing waits where the customer remembers the consent: it got through before.
      const pending = customer.pendingConnections.find((one) => one.id === id);
      const refused = pending && (await this.settle(caller, tenant, pending));
      if (refused) return refused;
    } else {
      const customer = await this.customers.decideAsTenant(tenantId, commandOf(id), (known, now) =>
        connect(known, accepting, consent, now),
      );
      if (isRejected(customer)) return customer;
    }
    return this.endExternals(tenantId, consent);
  }

  /** Goes on with what waits for its agreement; what does not wait any more got through or was given up. */
  async resume(caller: Caller, asking: Asking, id: string): Promise<Rejected | undefined> {
    const { tenantId } = caller;
    const customer = await this.customers.ofTenant(tenantId);
    const pending = customer?.pendingConnections.find((one) => one.id === id);
    if (!pending) return undefined;
    const tenant = await this.acceptingTenant(caller, asking, ['GlobalAdmin']);
    if (isRejected(tenant)) return tenant;
    return (await this.settle(caller, tenant, pending)) ?? this.endExternals(tenantId, pending);
  }

  /** Drops what waits for its agreement, if anything does: it was refused. */
  async giveUp(customerId: string, id: string): Promise<undefined> {
    const customer = await this.customers.ofTenant(customerId);
    if (!customer?.pendingConnections.some((one) => one.id === id)) return;
    await this.customers.decideAsTenant(customerId, ownCommand, (state) => dropConsent(known(state), id));
  }

  /** Refuses a used link whose relationships are gone: it does not bring them back. */
  async goneFault({ tenantId }: Caller, partnerIds: string[]): Promise<Rejected | undefined> {
    if (isConnected(await this.customers.ofTenant(tenantId), partnerIds)) return undefined;
    return reject(
      faults.linkNotValid,
      'This link was used, and the relationship has been removed since. Ask your partner for a new one.',
    );
  }

  /** Accepts the agreement, then confirms the relationships. */
  private async settle(
    caller: Caller,
    { cloud }: TenantDetails,
    { id, partnerIds, contact }: PendingConsent,
  ): Promise<Rejected | undefined> {
    const { tenantId } = caller;
    const purchases = await this.purchases.of(tenantId);
    const refused = await this.acceptances.accept(caller, id, { contact, cloud, purchases });
    if (refused) return refused;
    const customer = await this.customers.decideAsTenant(tenantId, commandOf(id), (state, now) =>
      confirmConsent(known(state), id, now),
    );
    if (isConnected(customer, partnerIds)) return undefined;
    throw new PartnerError(faults.unavailable, 'Another request gave this link up in the meantime. Try again.', 1);
  }

  /** What the partners' platforms had told of the customer is true now. Until it is ended, lists do not show it either. */
  private async endExternals(customerId: string, { id, partnerIds }: Consent): Promise<undefined> {
    for (const partnerId of partnerIds) {
      await this.externals.end(partnerId, customerId, `accept/${id}`, 'accepted');
    }
  }

  private async acceptingTenant(caller: Caller, asking: Asking, roles: string[]): Promise<TenantDetails | Rejected> {
    const { partnerId, indirectProviderId } = asking;
    const [customer, own, ...partners] = await Promise.all([
      this.tenants.own(caller),
      this.partners.find(caller.tenantId),
      ...partnersOf(asking).map((id) => this.partners.find(id)),
    ]);
    if (!customer) return reject(faults.tenantNotFound, `There is no tenant ${caller.tenantId}.`);
    const arePartners =
      !indirectProviderId || (await this.partnerships.areActive(caller, indirectProviderId, partnerId));
    return acceptanceFault({ roles, customer, isPartner: own !== undefined, partners, arePartners }) ?? customer;
  }
}

/** The command that the customer remembers: a consent takes effect once, also after what it gave was taken away again. */
function commandOf(id: string): string {
  return `connect/${id}`;
}

function known<Customer>(customer: Customer | undefined): Customer {
  if (!customer) throw new Error('A customer that waits for its agreement vanished.');
  return customer;
}
