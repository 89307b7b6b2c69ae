import { decodeJwt } from 'jose';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { attestation, newOrder } from '../../support/scenes/requests.js';

export const requests = '/v1/customers/relationshiprequests';

/** A provider with its reseller, and a partner of its own, that ask customers. */
export class RequestScene {
  private constructor(
    readonly platform: TestPlatform,
    readonly databases: Databases,
    readonly tap: EventTap,
    readonly provider: TestOrganisation,
    readonly reseller: TestOrganisation,
    readonly directBill: TestOrganisation,
  ) {}

  static async open(): Promise<RequestScene> {
    const platform = TestPlatform.shared();
    const partners = await platform.partners('indirect-provider', 'indirect-reseller', 'direct-bill');
    const [provider, reseller] = partners;
    await platform.connect(provider, reseller);
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    return new RequestScene(platform, new Databases(platform), tap, ...partners);
  }

  async close(): Promise<void> {
    await this.tap.close();
    await this.databases.close();
  }

  /** The Global admin of a customer that has bought through the direct-bill partner. */
  async buyer(): Promise<ApiClient> {
    const customer = await this.platform.organisation();
    const agent = this.directBill.user('AdminAgent');
    const { token } = (await agent.post(requests, {})).body;
    await customer.user('GlobalAdmin').post(`/v1/my/invitations/${token}/accept`, {});
    const path = `/v1/customers/${customer.tenantId}`;
    await agent.post(`${path}/agreements`, attestation());
    const { status } = await agent.post(`${path}/orders`, newOrder());
    expect(status).toBe(201);
    return customer.user('GlobalAdmin');
  }

  /** Leaves a request as a crash right after the claim would. */
  async claim(id: string, customer: TestOrganisation): Promise<void> {
    const userId = String(decodeJwt(customer.user('GlobalAdmin').token ?? '')['oid']);
    const at = new Date(Date.parse('2026-01-01'));
    const fields = { 'state.status': 'claimed', 'state.claim': { customerId: customer.tenantId, userId, at } };
    await this.databases.change('customers', 'relationshiprequests', { _id: id }, fields);
  }

  async stored(id: string): Promise<{ status: string }> {
    const all = await this.databases.all<{ _id: string; state: { status: string } }>(
      'customers',
      'relationshiprequests',
    );
    return all.find(({ _id }) => _id === id)!.state;
  }
}

export function ids({ body }: ApiAnswer): string[] {
  return (body.items as { id: string }[]).map(({ id }) => id);
}

export function tokenIn(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
