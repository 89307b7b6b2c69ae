import { randomUUID } from 'node:crypto';
import { type Provision } from '../../../tools/platform/provision.js';

/** ISO 3166-1 alpha-2, of tenants for which nothing else is said. */
export const COUNTRY = 'US';
/** Setting up many tenants takes hardly longer than one: so there are more than a suite asks for at once. */
const RESERVE = 20;
const TOKEN_LIFETIME_SECONDS = 3_600;
const USERS = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'];

/** A tenant with a user for each role. */
export interface Tenant {
  id: string;
  /** By role. */
  tokens: ReadonlyMap<string, string>;
}

export interface Person {
  userName: string;
  roles: string[];
  password?: string;
}

/** The tenants of one platform. */
export class Tenants {
  /** Nobody has used them yet. */
  private readonly reserve: Tenant[] = [];
  private first?: Promise<Tenant>;

  constructor(
    private readonly provision: Provision,
    private readonly operatorTenant: string,
  ) {}

  /** The tenant that runs the platform. */
  operator(): Promise<Tenant> {
    this.first ??= this.create([this.operatorTenant, ...newIds(RESERVE)]).then(([operator, ...others]) => {
      this.reserve.push(...others);
      return operator!;
    });
    return this.first;
  }

  /** Tenants that nobody has used yet. */
  async strangers(count: number, country: string): Promise<Tenant[]> {
    if (country !== COUNTRY) return this.create(newIds(count), country);
    await this.operator();
    if (this.reserve.length < count) this.reserve.push(...(await this.create(newIds(count + RESERVE))));
    return this.reserve.splice(0, count);
  }

  /** Those with these ids. */
  async create(ids: string[], country = COUNTRY): Promise<Tenant[]> {
    const users = USERS.map((role) => ({ userName: role.toLowerCase(), roles: [role] }));
    const provisioned = await this.people(users, ids, country);
    return ids.map((id) => {
      const own = provisioned.filter(({ tenantId }) => tenantId === id);
      return { id, tokens: new Map(own.map(({ roles, token }) => [String(roles[0]), token])) };
    });
  }

  /** Sets these users up in each tenant, or changes them. */
  people(users: Person[], ids: string[], country = COUNTRY): ReturnType<Provision> {
    const tenants = ids.map((id) => ({ id, companyName: 'A company', domain: domainOf(id), country, users }));
    return this.provision({ tokenLifetime: TOKEN_LIFETIME_SECONDS, tenants });
  }
}

export function domainOf(tenantId: string): string {
  return `${tenantId}.example`;
}

function newIds(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID());
}
