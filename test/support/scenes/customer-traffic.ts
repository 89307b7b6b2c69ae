import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../clients/api-client.js';
import { told, type SendingPlatform } from '../clients/sending-platform.js';
import { type TestOrganisation } from '../platform/test-platform.js';
import { newCustomer } from './requests.js';

const removal = { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } };

/** Customers of a direct-bill partner, and of a provider and its reseller, that come, change and go, over HTTP and over Kafka. */
export class CustomerTraffic {
  private readonly own: string[] = [];
  private count = 0;
  private going = true;

  constructor(
    private readonly crm: SendingPlatform,
    private readonly directBill: TestOrganisation,
    private readonly provider: TestOrganisation,
    private readonly reseller: TestOrganisation,
  ) {}

  /** One request or command after the other, until it is told to stop. */
  async flow(): Promise<void> {
    const steps = [
      () => this.createByRequest(),
      () => this.changeByCommand(),
      () => this.createByCommand(),
      () => this.changeByRequest(),
      () => this.createForReseller(),
      () => this.changeByCommand(),
      () => this.remove(),
    ];
    while (this.going) await steps[this.count++ % steps.length]?.();
  }

  stop(): void {
    this.going = false;
  }

  private get agent(): ApiClient {
    return this.directBill.user('AdminAgent');
  }

  /** One of the customers that there are, another one each time. */
  private get some(): string {
    return this.own[this.count % this.own.length] ?? '';
  }

  private async createByRequest(): Promise<void> {
    const { body } = await accepted(this.agent.postPatiently('/v1/customers', newCustomer()), 201);
    this.own.push(body.id);
  }

  private async createForReseller(): Promise<void> {
    const body = { ...newCustomer(), associatedPartnerId: this.reseller.tenantId };
    await accepted(this.provider.user('AdminAgent').postPatiently('/v1/customers', body), 201);
  }

  private async createByCommand(): Promise<void> {
    const { data } = await this.crm.send('customers', 'customer.create', randomUUID(), newCustomer());
    this.own.push(String(data.customerId));
  }

  private async changeByRequest(): Promise<void> {
    const path = `/v1/customers/${this.some}/profiles/billing`;
    const { body } = await accepted(this.agent.getPatiently(path), 200);
    const changed = JSON.stringify({ ...body, companyName: `Customer ${this.count}` });
    const headers = { 'content-type': 'application/json', 'ms-requestid': randomUUID() };
    await accepted(this.agent.sendPatiently('PUT', path, changed, headers), 200);
  }

  private async changeByCommand(): Promise<void> {
    const customerId = this.some;
    const { billingProfile } = newCustomer({ companyName: `Customer ${this.count}` }) as { billingProfile: object };
    const data = { customerId, billingProfile };
    const changed = told(await this.crm.send('customers', 'customer.change-billing-profile', customerId, data));
    if (changed !== 'customer.changed.v1') throw new Error(`Changing a customer ends as ${changed}`);
  }

  /** The first one leaves. */
  private async remove(): Promise<void> {
    const headers = { 'content-type': 'application/json', 'ms-requestid': randomUUID() };
    const customer = `/v1/customers/${this.own.shift()}`;
    await accepted(this.agent.sendPatiently('PATCH', customer, JSON.stringify(removal), headers), 200);
  }
}

async function accepted<Answer extends { status: number; text: string }>(
  asking: Promise<Answer>,
  expected: number,
): Promise<Answer> {
  const answer = await asking;
  if (answer.status !== expected) throw new Error(`The answer is ${answer.status} ${answer.text}`);
  return answer;
}
