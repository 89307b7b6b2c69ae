import { Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { TenantRepository } from '../../tenant/tenant.repository.js';
import { type Exchange } from '../oidc-exchange.js';
import { ANY_TENANT } from '../oidc-routes.js';
import { type Dialect } from './wire-dialect.js';

const anyTenant = ['common', ANY_TENANT];

/** Tenants as they stand in the paths of OAuth endpoints. */
@Injectable()
export class TenantNames {
  constructor(private readonly tenants: TenantRepository) {}

  /** What the path of a request says. */
  async exchange(tenantName: string, dialect: Dialect): Promise<Exchange> {
    return { dialect, tenantName, tenantId: await this.resolve(tenantName) };
  }

  /** The id of the tenant with this id or domain; undefined for any tenant. Refuses what is no tenant. */
  private async resolve(name: string): Promise<string | undefined> {
    if (anyTenant.includes(name.toLowerCase())) return undefined;
    const tenant = await this.tenants.findByName(name);
    if (tenant) return tenant.id;
    throw new errors.InvalidRequest(
      'There is no such tenant. Put its id or its domain into the path, or "organizations".',
    );
  }
}
