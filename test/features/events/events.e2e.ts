import { decodeJwt } from 'jose';
import { randomBytes, randomUUID } from 'node:crypto';
import { parsePayload, type EventContract } from '#lib/contracts';
import { agreementConfirmed } from '#contracts/agreements/agreement-confirmed.v1';
import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { orderPlaced } from '#contracts/customers/ordering/order-placed.v1';
import { partnerOnboarded } from '#contracts/enrollment/partner/partner-onboarded.v1';
import { type ApiAnswer, type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap, type TappedEvent } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { attestation, customerTemplate, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer, type Order } from '../../support/wire/resources.js';
import { type Body } from '../../support/wire/body.js';

interface Traced<T = unknown> {
  answer: ApiAnswer<T>;
  correlationId: string;
  traceparent: string;
  /** When the request was sent and when it was answered, milliseconds since the epoch. */
  between: [number, number];
}

/** Less than a test may take, so that it is told what did not come. */
const LIMIT_MS = 40_000;
const services = ['enrollment', 'customers', 'agreements'];
const contact = { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.com', phoneNumber: '4255550101' };

describe('events, as a consumer outside sees them', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let tap: EventTap;
  let partner: TestOrganisation;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    const topics = services.map((service) => `${platform.prefix}.${service}.events`);
    partner = await platform.partner('direct-bill');
    tap = await EventTap.open(platform.kafkaBrokers, topics);
    agent = partner.user('AdminAgent');
  }, 120_000);
  afterAll(async () => {
    await tap.close();
    await databases.close();
    await platform.stop();
  });

  it('[E5] partner.onboarded tells every service of the partner', async () => {
    const [event] = await arrived(partnerOnboarded, partner.tenantId);
    expectEnvelope(event, partnerOnboarded, { subject: partner.tenantId, sequence: 1 });
    const operator = await platform.operator();
    expect(event.headers['ce_actor']).toBe(actorOf(operator));
    expect(event.data).toEqual({
      partnerId: partner.tenantId,
      companyName: 'A partner',
      partnerType: 'direct-bill',
      status: 'active',
      country: 'US',
      cloud: 'Global',
      mpnId: partner.mpnId,
    });
    for (const service of ['identity', 'customers', 'agreements'])
      expect(await projected(service, 'partners', partner.tenantId)).toMatchObject({
        sequence: 1,
        partnerType: 'direct-bill',
      });
  });

  it('[C1] customer.created tells of the customer and its relationship', async () => {
    const traced = await trace((headers) => agent.post<Customer>('/v1/customers', newCustomer(), headers));
    const { id, companyProfile, userCredentials } = traced.answer.body;
    const [event] = await arrived(customerCreated, String(id));
    expectEnvelope(event, customerCreated, { subject: String(id), sequence: 1 });
    expectCausedBy(event, traced);
    expect(event.data).toEqual({
      customerId: id,
      companyName: 'Contoso',
      domain: companyProfile.domain,
      country: 'US',
      cloud: 'Global',
      relationships: [{ partnerId: partner.tenantId, since: event.headers['ce_time'], associatedPartnerIds: [] }],
    });
    expectNothingOf(event, [userCredentials.password, 'ana@contoso.com', 'Ana', 'Silva', 'One Way', 'Redmond']);
    await eventually(
      'identity confirms the tenant',
      async () => {
        const filter = { _id: id, 'state.status': 'confirmed' };
        return (await databases.all('identity', 'tenants', filter)).length === 1;
      },
      LIMIT_MS,
    );
  });

  it('[A3] agreement.confirmed tells that, by which partner, and nothing of the contact', async () => {
    const customerId = await createCustomer();
    const path = `/v1/customers/${customerId}/agreements`;
    const traced = await trace((headers) => agent.post(path, attestation({ primaryContact: contact }), headers));
    const [event] = await arrived(agreementConfirmed, customerId);
    expectEnvelope(event, agreementConfirmed, { subject: customerId, sequence: 1 });
    expectCausedBy(event, traced);
    expect(event.data).toEqual({
      customerId,
      partnerId: partner.tenantId,
      templateId: customerTemplate,
      method: 'attested',
      agreementType: 'MicrosoftCustomerAgreement',
      dateAgreed: '2024-06-14T00:00:00.000Z',
      confirmations: 1,
    });
    expectNothingOf(event, Object.values(contact));
    expect(await projected('customers', 'agreements', customerId)).toMatchObject({ sequence: 1 });
  });

  it('[C8] order.placed tells of the order and its subscriptions', async () => {
    const customerId = await createCustomer();
    const path = `/v1/customers/${customerId}`;
    await agent.post(`${path}/agreements`, attestation());
    const renewsTo = (await agent.post<Order>(`${path}/orders`, newOrder())).body.lineItems[0].subscriptionId;
    const provisioningContext = { scope: 'Shared' };
    const lineItems = [
      { lineItemNumber: 0, offerId: 'offer-1', quantity: 2, friendlyName: 'Mail for Tania', provisioningContext },
      { lineItemNumber: 1, offerId: 'offer-2', quantity: 1, renewsTo },
    ];
    const traced = await trace((headers) => agent.post<Order>(`${path}/orders`, { lineItems }, headers));
    const { id, creationDate, lineItems: answered } = traced.answer.body;
    const [event] = await arrived(orderPlaced, String(id));
    expectEnvelope(event, orderPlaced, { subject: String(id), sequence: 1 });
    expectCausedBy(event, traced);
    expect(event.data).toEqual({
      orderId: id,
      customerId,
      partnerId: partner.tenantId,
      orderedAt: creationDate,
      lineItems: [
        {
          lineItemNumber: 0,
          offerId: 'offer-1',
          quantity: 2,
          subscriptionId: answered[0].subscriptionId,
          provisioningContext,
        },
        { lineItemNumber: 1, offerId: 'offer-2', quantity: 1, subscriptionId: renewsTo, renewsTo },
      ],
    });
    expect(await projected('agreements', 'purchases', String(id))).toMatchObject({
      sequence: 1,
      customerId,
      partnerId: partner.tenantId,
      original: true,
    });
  });

  it('[A3] each further confirmation counts on; repeats and refusals tell nothing', async () => {
    const customerId = await createCustomer();
    const path = `/v1/customers/${customerId}/agreements`;
    const first = attestation({ primaryContact: contact });
    const repeated = { 'ms-requestid': randomUUID() };
    await Promise.all([1, 2, 3, 4, 5].map(() => agent.post(path, first, repeated)));
    expect((await agent.post(path, first)).status).toBe(409);
    expect((await agent.post(path, attestation({ dateAgreed: '2999-01-01' }))).status).toBe(400);
    expect((await agent.post(path, attestation())).status).toBe(201);
    expect((await agent.post(path, attestation({ primaryContact: { email: 'z@contoso.com' } }))).status).toBe(201);
    const events = await arrived(agreementConfirmed, customerId, 3);
    expect(events.map(({ headers }) => headers['ce_sequence'])).toEqual(['1', '2', '3']);
    expect(events.map(({ headers }) => headers['ce_id'])).toEqual([1, 2, 3].map((n) => `${customerId}.${n}`));
    expect(events.map(({ data }) => data.confirmations)).toEqual([1, 2, 3]);
    expect(new Set(events.map(({ partition }) => partition)).size).toBe(1);
    await eventually(
      'the newest is projected',
      async () => {
        return (await projected('customers', 'agreements', customerId)).sequence === 3;
      },
      LIMIT_MS,
    );
  });

  it('[C8] a refused order tells nothing', async () => {
    const customerId = await createCustomer();
    const path = `/v1/customers/${customerId}`;
    expect((await agent.post(`${path}/orders`, newOrder())).body.code).toBe(13605);
    await agent.post(`${path}/agreements`, attestation());
    const { id } = (await agent.post(`${path}/orders`, newOrder())).body;
    await arrived(orderPlaced, String(id));
    const orders = tap.events.filter(({ data }) => data.customerId === customerId && 'orderId' in data);
    expect(orders.map(({ key }) => key)).toEqual([id]);
  });

  it('[C1] a request without ids, and with a broken trace, leads to an event that has both', async () => {
    const headers = { 'ms-correlationid': '', traceparent: 'broken' };
    const answer = await agent.post<Customer>('/v1/customers', newCustomer(), headers);
    const [event] = await arrived(customerCreated, String(answer.body.id));
    expect(event.headers['ce_correlationid']).toBe(answer.headers.get('ms-correlationid'));
    expect(event.headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  });

  function arrived(contract: EventContract, subject: string): Promise<[TappedEvent]>;
  function arrived(contract: EventContract, subject: string, count: number): Promise<TappedEvent[]>;
  function arrived({ type, service }: EventContract, subject: string, count = 1): Promise<TappedEvent[]> {
    return eventually(
      `${count} ${type} of ${subject}`,
      () => {
        const events = tap
          .of(subject)
          .filter(({ topic, headers }) => topic.endsWith(`.${service}.events`) && headers['ce_type'] === type);
        return events.length >= count && events;
      },
      LIMIT_MS,
    );
  }

  async function projected(service: string, collection: string, id: string): Promise<{ sequence: number }> {
    return eventually(
      `${service} has ${id} in ${collection}`,
      async () => {
        const [document] = await databases.all<{ sequence: number }>(service, collection, { _id: id });
        return document;
      },
      LIMIT_MS,
    );
  }

  async function createCustomer(): Promise<string> {
    return String((await agent.post('/v1/customers', newCustomer())).body.id);
  }

  function expectCausedBy({ headers }: TappedEvent, { answer, correlationId, traceparent, between }: Traced): void {
    expect(answer.status).toBe(201);
    expect(headers).toMatchObject({ ce_correlationid: correlationId, ce_actor: actorOf(agent), traceparent });
    const time = Date.parse(headers['ce_time'] ?? '');
    expect(time).toBeGreaterThanOrEqual(between[0]);
    expect(time).toBeLessThanOrEqual(between[1]);
  }
});

/** CloudEvents 1.0, binary mode; the payload is what the contract says and nothing else. */
function expectEnvelope(
  { topic, key, headers, data }: TappedEvent,
  contract: EventContract,
  { subject, sequence }: { subject: string; sequence: number },
): void {
  expect(topic).toMatch(new RegExp(`\\.${contract.service}\\.events$`));
  expect(key).toBe(subject);
  expect(headers).toEqual({
    ce_specversion: '1.0',
    ce_id: `${subject}.${sequence}`,
    ce_type: contract.type,
    ce_source: `/services/${contract.service}`,
    ce_subject: subject,
    ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    ce_sequence: String(sequence),
    ce_partitionkey: subject,
    ce_dataschema: expect.stringMatching(new RegExp(`^https?://.+/schemas/${contract.type}\\.json$`)) as string,
    ce_correlationid: expect.stringMatching(/./) as string,
    ce_actor: expect.stringMatching(/^[0-9a-f-]{36}\/[0-9a-f-]{36}$/) as string,
    'content-type': expect.stringMatching(/^application\/json\b/) as string,
    ce_traceparent: headers['traceparent'],
    traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/) as string,
  });
  expect(parsePayload(contract, data)).toEqual(data);
}

function expectNothingOf({ headers, data }: TappedEvent, secrets: string[]): void {
  const told = JSON.stringify({ headers, data });
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
}

async function trace<T = Body>(send: (headers: Record<string, string>) => Promise<ApiAnswer<T>>): Promise<Traced<T>> {
  const correlationId = randomUUID();
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const start = Date.now();
  const answer = await send({ 'ms-correlationid': correlationId, traceparent });
  return { answer, correlationId, traceparent, between: [start, Date.now()] };
}

function actorOf({ token = '' }: ApiClient): string {
  const { tid, oid } = decodeJwt<{ tid: string; oid: string }>(token);
  return `${tid}/${oid}`;
}
