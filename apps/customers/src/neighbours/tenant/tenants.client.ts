import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, type Caller } from '#lib/service-kit';
import {
  getTenant,
  reserveTenant,
  type ReservedTenant,
  type TenantDetails,
  type TenantFacts,
} from '#contracts/internal/identity';

/** Tenants and their domains, which identity owns. */
@Injectable()
export class TenantsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Reserves the tenant with its domain and admin user; a repeat answers the same. Refused: the domain is taken. */
  async reserve(caller: Caller, tenantId: string, details: TenantDetails): Promise<ReservedTenant> {
    const { status, body } = await this.internal.call(reserveTenant, { tenantId }, { caller, body: details });
    if (status === 200) return body;
    throw new PartnerError(status === 409 ? faults.conflict : faults.invalidArgument, body.description);
  }

  /** The domain of the caller's own tenant; undefined if identity does not know the tenant. */
  async ownDomain(caller: Caller): Promise<string | undefined> {
    return (await this.own(caller))?.domain;
  }

  /** The caller's own tenant; undefined if identity does not know the tenant. */
  own(caller: Caller): Promise<TenantFacts | undefined> {
    return this.find(caller.tenantId, caller);
  }

  /** Any tenant, for decisions about it; undefined if identity does not know the tenant. */
  async find(tenantId: string, caller?: Caller): Promise<TenantFacts | undefined> {
    const { status, body } = await this.internal.call(getTenant, { tenantId }, { caller });
    return status === 200 ? body : undefined;
  }
}
