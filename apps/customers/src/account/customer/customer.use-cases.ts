import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { customerDomainFault } from '#lib/countries';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { BaseConfig, partnerOf, type Access, type Caller, type Command, type Role } from '#lib/service-kit';
import { PartnershipsClient } from '../../neighbours/partnership/partnerships.client.js';
import { newCustomerFault } from '../profile/profile.js';
import { TenantsClient } from '../../neighbours/tenant/tenants.client.js';
import { SandboxLimits } from '../sandbox/sandbox-limits.js';
import { rejectStranger, type Customer, type NewCustomer } from './customer.js';
import { CustomerRepository } from './customer.repository.js';

/**
 * A created customer, with its admin's one-time password for as long as that may be told; there is none where another
 * issuer is configured.
 */
export interface CreatedCustomer {
  customer: Customer;
  credentials?: { userName: string; password?: string };
}

const creators: Role[] = ['GlobalAdmin', 'AdminAgent', 'SalesAgent'];

/** Who creates customers. */
export const creating: Access = { roles: creators, partnerTypes: ['direct-bill', 'indirect-provider'], app: true };

@Injectable()
export class CustomerUseCases {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly tenants: TenantsClient,
    private readonly partnerships: PartnershipsClient,
    private readonly sandbox: SandboxLimits,
    private readonly config: BaseConfig,
  ) {}

  /**
   * Checks the details by the rules of their country, reserves the tenant with its domain and admin user at identity,
   * then writes the customer; the event that this write causes confirms the reservation. Each step finds what an
   * earlier try of the same command left. What was created once is not refused afterwards: only who is refused is looked for.
   */
  async create(command: Command, details: Omit<NewCustomer, 'id'>): Promise<CreatedCustomer | Rejected> {
    const { caller } = command;
    const id = command.idOf('customer');
    const made = await this.createNew(command, { id, ...details }).catch((error: Error) => ({ error }));
    if ('customer' in made) return strangerFault(made.customer, caller) ?? made;
    const known = await this.customers.ofTenant(id);
    if (known) return strangerFault(known, caller) ?? this.reserveAndWrite(command, { id, ...details }, {});
    if ('error' in made) throw made.error;
    return made;
  }

  /** Whether the command has created its customer. */
  async isCreated(command: Command): Promise<boolean> {
    return (await this.customers.ofTenant(command.idOf('customer'))) !== undefined;
  }

  private async createNew(command: Command, details: NewCustomer): Promise<CreatedCustomer | Rejected> {
    const { caller } = command;
    const fault = await this.creationFault(caller, details);
    return fault ?? this.reserveAndWrite(command, details, this.holding(caller));
  }

  private async reserveAndWrite(
    command: Command,
    details: NewCustomer,
    holding: { callerHolds?: Role[] },
  ): Promise<CreatedCustomer | Rejected> {
    const { caller } = command;
    const { cloud } = partnerOf(caller);
    const { id, domain, billingProfile } = details;
    const { companyName, defaultAddress } = billingProfile;
    const tenant = { companyName, domain, country: defaultAddress.country, cloud };
    const reserved = await this.tenants.reserve(caller, id, tenant, holding);
    if (isRejected(reserved)) return reserved;
    const { userName, password } = reserved;
    const customer = await this.customers.create(command, details, { partnerId: caller.tenantId, cloud });
    if (customer?.status !== 'active') {
      return reject(
        faults.conflict,
        'Creating the customer took too long and was given up. Send it again as a new request.',
      );
    }
    // With an issuer of its own the organisation decides there how the admin signs in.
    const isTold = password !== undefined || this.config.OIDC_ISSUER !== undefined;
    return { customer, ...(isTold && { credentials: { userName, ...(password !== undefined && { password }) } }) };
  }

  private async creationFault(caller: Caller, details: NewCustomer): Promise<Rejected | undefined> {
    const wrong = customerDomainFault(details.domain, partnerOf(caller).cloud, this.config.CUSTOMER_DOMAIN_SUFFIXES);
    if (wrong) return reject(faults.invalidArgument, `companyProfile.domain ${wrong}`);
    const partner = { country: partnerOf(caller).country, domain: await this.tenants.ownDomain(caller) };
    const { id, associatedPartnerId: resellerId } = details;
    return (
      newCustomerFault(details, partner) ??
      (resellerId ? await this.resellerFault(caller, resellerId) : undefined) ??
      this.sandbox.roomFault(caller.tenantId, id)
    );
  }

  /** Its admin's password outlives the token that asks for it. With another issuer, its tokens are all that there is to know. */
  private holding({ kind }: Caller): { callerHolds?: Role[] } {
    // What a platform may was decided by its registration.
    if (this.config.OIDC_ISSUER !== undefined || kind === 'platform') return {};
    return { callerHolds: kind === 'app' ? [] : creators };
  }

  /** Partner Center creates customers of a reseller for its provider's users alone, and for a pair that works together. */
  private async resellerFault(caller: Caller, resellerId: string): Promise<Rejected | undefined> {
    if (partnerOf(caller).partnerType !== 'indirect-provider') {
      return reject(
        faults.invalidArgument,
        'associatedPartnerId is for indirect providers, who sell through resellers. Leave it out.',
      );
    }
    if (caller.kind !== 'user' && !caller.roles.some((role) => creators.includes(role))) {
      return reject(
        faults.forbidden,
        'Access denied. Creating a customer for a reseller needs a user: use an app+user token.',
      );
    }
    return this.partnerships.activeFault(caller, resellerId);
  }
}

/** A partner whose relationship was removed is told nothing more of the customer that it created. */
function strangerFault({ id, relationships }: Customer, { tenantId }: Caller): Rejected | undefined {
  return relationships.some(({ partnerId }) => partnerId === tenantId) ? undefined : rejectStranger(tenantId, id);
}
