import { Body, Get, Param, Put } from '@nestjs/common';
import { Controller } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { GuidPipe, notFound, PartnerError } from '#lib/partner-api';
import { InternalController, systemIds } from '#lib/service-kit';
import { OneTimePasswords } from './one-time-passwords.js';
import { adminOf } from './tenant.js';
import { ReserveTenantRequest, type ReservedTenant, type TenantFacts } from './tenant.dto.js';
import { TenantRepository } from './tenant.repository.js';

/** Tenants, for the services that need them to exist. */
@Controller('internal/tenants')
@InternalController('customers', 'enrollment')
export class TenantController {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: OneTimePasswords,
  ) {}

  @Get(':id')
  async get(@Param('id', GuidPipe) id: string): Promise<TenantFacts> {
    const tenant = await this.tenants.find(id);
    if (!tenant) throw notFound(`There is no tenant ${id}.`);
    const { companyName, domain, country, cloud } = tenant;
    return { tenantId: id, companyName, domain, country, cloud };
  }

  /**
   * Reserves the domain and the admin user; a repeat answers the same. 409: the domain is taken. Where another issuer is
   * configured, the user has no password here.
   */
  @Put(':id')
  async reserve(@Param('id', GuidPipe) id: string, @Body() request: ReserveTenantRequest): Promise<ReservedTenant> {
    const admin = { userId: systemIds.random(), nonce: this.passwords.newNonce() };
    const tenant = await this.tenants.reserve({ id, ...request }, admin);
    const user = tenant && adminOf(tenant);
    if (!user) throw new PartnerError(faults.conflict, `The domain ${request.domain} is taken. Choose another one.`);
    return {
      tenantId: id,
      userName: user.userName,
      password: this.passwords.ofAdmin(tenant),
    };
  }
}
