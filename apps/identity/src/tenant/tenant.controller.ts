import { Body, Param } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { ActingCaller, InternalController, InternalEndpoint, systemIds, type Caller } from '#lib/service-kit';
import { getTenant, reserveTenant, type ReservedTenant, type TenantFacts } from '#contracts/internal/identity';
import { ApplicationRepository } from '../application/application.repository.js';
import { OneTimePasswords } from './password/one-time-passwords.js';
import { adminOf, type Tenant } from './tenant.js';
import { ReserveTenantRequest } from './tenant.dto.js';
import { currentUser, TenantRepository } from './tenant.repository.js';

/** Tenants, for the services that need them to exist. */
@InternalController()
export class TenantController {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly applications: ApplicationRepository,
    private readonly passwords: OneTimePasswords,
  ) {}

  /** A tenant; and who asks for it, if it is of this tenant and not gone. */
  @InternalEndpoint(getTenant)
  async get(@Param('tenantId', GuidPipe) id: string, @ActingCaller() acting: Caller | undefined): Promise<TenantFacts> {
    const tenant = await this.tenants.find(id);
    if (!tenant) throw notFound(`There is no tenant ${id}.`);
    const { companyName, domain, country, cloud } = tenant;
    const caller = acting?.tenantId === id ? await this.currentOf(tenant, acting.objectId) : undefined;
    return { tenantId: id, companyName, domain, country, cloud, ...(caller && { caller }) };
  }

  /**
   * Reserves the domain and the admin user; a repeat answers the same. 409: the domain is taken. Where another issuer is
   * configured, the user has no password here.
   */
  @InternalEndpoint(reserveTenant)
  async reserve(
    @Param('tenantId', GuidPipe) id: string,
    @Body() { callerHolds, ...details }: ReserveTenantRequest,
    @ActingCaller() acting: Caller | undefined,
  ): Promise<ReservedTenant> {
    if (callerHolds) await this.assertHolds(acting, callerHolds);
    const admin = { userId: systemIds.random(), nonce: this.passwords.newNonce() };
    const tenant = await this.tenants.reserve({ id, ...details }, admin);
    const user = tenant && adminOf(tenant);
    if (!user) throw new PartnerError(faults.conflict, `The domain ${details.domain} is taken. Choose another one.`);
    return {
      tenantId: id,
      userName: user.userName,
      password: this.passwords.ofAdmin(tenant),
    };
  }

  private async assertHolds(acting: Caller | undefined, roles: string[]): Promise<void> {
    const tenant = acting && (await this.tenants.find(acting.tenantId));
    const found = tenant && (await this.currentOf(tenant, acting.objectId));
    if (!found) throw notFound('Who asks is gone.');
    if (roles.length === 0 || found.roles.some((role) => roles.includes(role))) return;
    throw new PartnerError(faults.roleNotAllowed, `Who asks holds none of the roles ${roles.join(', ')}.`);
  }

  /** Applications have no roles. */
  private async currentOf(tenant: Tenant, objectId: string): Promise<TenantFacts['caller']> {
    const user = currentUser(tenant, objectId);
    if (user) return { roles: user.roles };
    const application = await this.applications.find(objectId);
    return application?.tenantId === tenant.id ? { roles: [] } : undefined;
  }
}
