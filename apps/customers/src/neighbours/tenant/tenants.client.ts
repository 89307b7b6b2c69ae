import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { assertHolds, InternalClient, Remembered, type Caller, type Role } from '#lib/service-kit';
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
  private readonly domains = new Remembered<string>();

  constructor(private readonly internal: InternalClient) {}

  /**
   * Reserves the tenant with its domain and admin user; a repeat answers the same. Refused: the domain is taken, or the caller
   * is gone, or holds none of the roles any more; roles are for users alone.
   */
  async reserve(
    caller: Caller,
    tenantId: string,
    details: TenantDetails,
    { callerHolds }: { callerHolds?: Role[] },
  ): Promise<ReservedTenant | Rejected> {
    const body = { ...details, ...(callerHolds && { callerHolds }) };
    const answer = await this.internal.call(reserveTenant, { tenantId }, { caller, body });
    if (answer.status === 200) return answer.body;
    if (answer.status === 404) assertHolds(undefined, 'any');
    if (answer.status === 403) assertHolds({ roles: [] }, callerHolds ?? 'any');
    return reject(answer.status === 409 ? faults.conflict : faults.invalidArgument, answer.body.description);
  }

  /** The domain of the caller's own tenant, which never changes; undefined if identity does not know the tenant. */
  ownDomain(caller: Caller): Promise<string | undefined> {
    return this.domains.find(caller.tenantId, async () => (await this.own(caller))?.domain);
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
