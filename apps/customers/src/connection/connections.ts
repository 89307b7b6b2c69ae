import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { countryRules } from '#lib/countries';
import { isRefusal, PartnerError } from '#lib/partner-api';
import { CurrentPartners, CurrentUsers, InternalClient, systemIds, type Caller } from '#lib/service-kit';
import { type AcceptingContact, type PendingConnection } from '../customer/customer.js';
import { CustomerRepository } from '../customer/customer.repository.js';
import { Partnerships } from '../partnership/partnerships.js';
import { acceptanceFault, partnersOf, type Asking } from '../relationship-request/relationship-request.js';
import { Tenants, type TenantDetails } from '../tenant/tenants.js';
import { confirmConnection, connect, dropConnection, isConnected, prepareConnection } from './connection.js';

/** A customer's consent on its way to relationships. */
export interface Acceptance {
  /** The customer's user. */
  caller: Caller;
  asking: Asking;
  /** The same for a repeat. */
  id: string;
  /** The same for a repeat too, and another one after a refusal: what was refused then can be possible by now. */
  attempt: string;
  /** Of the agreement that is accepted in the same step. */
  contact?: AcceptingContact;
}

/** Makes relationships of consents: of a reseller and its provider both or none, with the agreement if that is accepted too. */
@Injectable()
export class Connections {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly tenants: Tenants,
    private readonly partners: CurrentPartners,
    private readonly users: CurrentUsers,
    private readonly partnerships: Partnerships,
    private readonly internal: InternalClient,
  ) {}

  /** Refuses what a customer cannot accept, after its owners were asked. */
  async assertAcceptable(caller: Caller, asking: Asking): Promise<void> {
    const user = await this.users.find(caller);
    await this.assertPossible(caller, asking, user?.roles ?? []);
  }

  /** Any number of times. Whether the partners work together is asked right before the write. */
  async establish({ caller, asking, id, attempt, contact }: Acceptance): Promise<void> {
    const { tenantId, objectId: userId } = caller;
    // The consent was given by a Global admin: that is not asked again of what a crash left.
    const tenant = await this.assertPossible(caller, asking, ['GlobalAdmin']);
    const culture = countryRules(tenant.country)?.defaultCulture ?? 'en-US';
    const accepting = { ...tenant, id: tenantId, email: contact?.email ?? caller.upn ?? '', culture };
    const connection = { id, partnerIds: partnersOf(asking), userId };
    if (!contact) {
      await this.customers.decideAsTenant(tenantId, `connect/${id}`, (known, now) =>
        connect(known, accepting, connection, now),
      );
      return;
    }
    const customer = await this.customers.decideAsTenant(tenantId, `prepare/${id}/${attempt}`, (known, now) =>
      prepareConnection(known, accepting, connection, contact, now),
    );
    const pending = customer.pendingConnections.find((one) => one.id === id);
    if (pending) await this.settle(caller, pending);
  }

  /** Goes on with what a crash left, or a service that could not be asked, if its partners still work together. */
  async resume(caller: Caller, pending: PendingConnection): Promise<void> {
    await this.orDrop(caller, pending, () => this.assertPossible(caller, askingIn(pending), ['GlobalAdmin']));
    await this.settle(caller, pending);
  }

  /** Accepts the agreement, then confirms the relationships. Any number of times. */
  private async settle(caller: Caller, pending: PendingConnection): Promise<void> {
    await this.orDrop(caller, pending, () => this.acceptAgreement(caller, pending));
    await this.customers.decideAsTenant(caller.tenantId, systemIds.random(), (customer, now) =>
      confirmConnection(known(customer), pending.id, now),
    );
  }

  /** What is refused is dropped: neither of the relationships comes to be. */
  private async orDrop(
    { tenantId }: Caller,
    { id }: PendingConnection,
    condition: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await condition();
    } catch (error) {
      if (isRefusal(error)) {
        await this.customers.decideAsTenant(tenantId, systemIds.random(), (customer) =>
          dropConnection(known(customer), id),
        );
      }
      throw error;
    }
  }

  private async acceptAgreement(caller: Caller, { id, contact }: PendingConnection): Promise<void> {
    const path = `/internal/agreements/${caller.tenantId}/acceptances/${id}`;
    const { status, body } = await this.internal.call('agreements', 'PUT', path, { caller, body: contact });
    if (status === 200) return;
    const { code, description } = body as { code: number; description: string };
    throw new PartnerError({ status, code }, description);
  }

  /** Refuses a used link whose relationships are gone: it does not bring them back. */
  async assertConnected({ tenantId }: Caller, partnerIds: string[]): Promise<void> {
    if (isConnected(await this.customers.ofTenant(tenantId), partnerIds)) return;
    throw new PartnerError(
      faults.linkNotValid,
      'This link was used, and the relationship has been removed since. Ask your partner for a new one.',
    );
  }

  private async assertPossible(caller: Caller, asking: Asking, roles: string[]): Promise<TenantDetails> {
    const { partnerId, indirectProviderId } = asking;
    const [customer, own, ...partners] = await Promise.all([
      this.tenants.own(caller),
      this.partners.find(caller.tenantId),
      ...partnersOf(asking).map((id) => this.partners.find(id)),
    ]);
    if (!customer) throw new PartnerError(faults.tenantNotFound, `There is no tenant ${caller.tenantId}.`);
    const arePartners =
      !indirectProviderId || (await this.partnerships.areActive(caller, indirectProviderId, partnerId));
    const fault = acceptanceFault({ roles, customer, isPartner: own !== undefined, partners, arePartners });
    if (fault) throw PartnerError.of(fault.rejection);
    return customer;
  }
}

function askingIn({ partnerIds: [partnerId = '', indirectProviderId] }: PendingConnection): Asking {
  return { partnerId, ...(indirectProviderId && { indirectProviderId }) };
}

function known<Customer>(customer: Customer | undefined): Customer {
  if (!customer) throw new Error('A customer that waits for its agreement vanished.');
  return customer;
}
