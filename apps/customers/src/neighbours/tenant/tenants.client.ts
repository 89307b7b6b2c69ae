import { Injectable } from '@nestjs/common';
import { faults, type Cloud } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';

/** What a new tenant is made of. */
export interface TenantDetails {
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
}

/** A tenant as identity knows it at this moment. */
export interface KnownTenant extends TenantDetails {
  /** Who asks, where it is a user or an application of this tenant and not gone. */
  caller?: { roles: string[] };
}

/** Its admin user. The password is left out once it may not be told any more, and where another issuer is configured. */
export interface ReservedTenant {
  userName: string;
  password?: string;
}

/** Tenants and their domains, which identity owns. */
@Injectable()
export class TenantsClient {
  constructor(private readonly internal: InternalClient) {}

  /** Reserves the tenant with its domain and admin user; a repeat answers the same. Refused: the domain is taken. */
  async reserve(caller: Caller, tenantId: string, details: TenantDetails): Promise<ReservedTenant> {
    const path = internalPath`/internal/tenants/${tenantId}`;
    const { status, body } = await this.internal.call('identity', 'PUT', path, { caller, body: details });
    if (status === 200) return body as ReservedTenant;
    const { description } = body as { description: string };
    throw new PartnerError(status === 409 ? faults.conflict : faults.invalidArgument, description);
  }

  /** The domain of the caller's own tenant; undefined where identity has no such tenant. */
  async ownDomain(caller: Caller): Promise<string | undefined> {
    return (await this.own(caller))?.domain;
  }

  /** The caller's own tenant; undefined where identity has none such. */
  own(caller: Caller): Promise<KnownTenant | undefined> {
    return this.find(caller.tenantId, caller);
  }

  /** Any tenant, for decisions about it; undefined where identity has none such. */
  async find(tenantId: string, caller?: Caller): Promise<KnownTenant | undefined> {
    const path = internalPath`/internal/tenants/${tenantId}`;
    const { status, body } = await this.internal.call('identity', 'GET', path, { caller });
    return status === 200 ? (body as KnownTenant) : undefined;
  }
}
