import { randomUUID } from 'node:crypto';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { type Agreement, type Order } from '../../support/wire/resources.js';

export const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com', phoneNumber: '4255550101' };

/** Partners, and customers of theirs whose users sign in. */
export class AcceptanceScene {
  private constructor(
    readonly databases: Databases,
    readonly tap: EventTap,
    readonly partner: TestOrganisation,
    readonly provider: TestOrganisation,
    readonly reseller: TestOrganisation,
    readonly platform: TestPlatform,
    private readonly forge: TokenForge,
  ) {}

  static async open(): Promise<AcceptanceScene> {
    const platform = TestPlatform.shared();
    const databases = new Databases(platform);
    const partners = await platform.partners('direct-bill', 'indirect-provider', 'indirect-reseller');
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.agreements.events`]);
    const forge = await TokenForge.open(platform, databases);
    return new AcceptanceScene(databases, tap, ...partners, platform, forge);
  }

  async close(): Promise<void> {
    await this.tap.close();
    await this.databases.close();
  }

  async createFor(client: ApiClient, more: object = {}): Promise<string> {
    const { status, body, text } = await client.post('/v1/customers', { ...newCustomer(), ...more });
    if (status !== 201) throw new Error(text);
    return String(body.id);
  }

  /** Signed in at the customer, as its admin is after the first sign-in. */
  async userOf(tenantId: string, role = 'GlobalAdmin'): Promise<ApiClient> {
    const claims = { tid: tenantId, oid: randomUUID(), upn: 'admin@contoso.example', idtyp: 'user', roles: [role] };
    return new ApiClient(this.platform.gatewayUrl, await this.forge.sign(claims));
  }
}

export function accept(client: ApiClient, body: object = contact, headers = {}): Promise<ApiAnswer<Agreement>> {
  return client.post('/v1/my/agreement/acceptance', body, headers);
}

export function order(client: ApiClient, customerId: string): Promise<ApiAnswer<Order>> {
  return client.post(`/v1/customers/${customerId}/orders`, newOrder());
}
