import { randomBytes } from 'node:crypto';
import { eventually } from '../../support/eventually.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { TraceCollector, type CollectedSpan } from '../../support/receivers/trace-collector.js';
import { WebhookReceiver } from '../../support/receivers/webhook-receiver.js';
import { attestation, newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';

const SERVER = 2;
const CLIENT = 3;
const PRODUCER = 4;
const CONSUMER = 5;

describe('a platform that is traced', () => {
  let collector: TraceCollector;
  let receiver: WebhookReceiver;
  let platform: TestPlatform;
  let tap: EventTap;
  let partner: TestOrganisation;

  beforeAll(async () => {
    collector = await TraceCollector.open();
    receiver = await WebhookReceiver.open();
    platform = await TestPlatform.start({ env: { ...collector.environment, SWEEP_INTERVAL_SECONDS: '1' } });
    tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.agreements.events`]);
    partner = await platform.partner('indirect-provider');
  });
  afterAll(async () => {
    await tap.close();
    await platform.stop();
    await receiver.close();
    await collector.close();
  });

  /** Does something as one trace, and answers what it is called. */
  async function trace(work: (headers: Record<string, string>) => Promise<{ status: number }>): Promise<string> {
    const traceId = randomBytes(16).toString('hex');
    const { status } = await work({ traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` });
    expect(status).toBeLessThan(300);
    return traceId;
  }

  async function span(traceId: string, like: Partial<CollectedSpan>): Promise<CollectedSpan> {
    const isLike = (one: CollectedSpan): boolean =>
      Object.entries(like).every(([name, value]) => one[name as keyof CollectedSpan] === value);
    return eventually(`a span like ${JSON.stringify(like)} of ${traceId}`, () => {
      const spans = collector.of(traceId);
      const found = spans.find(isLike);
      if (!found) throw new Error(spans.map(({ service, kind, name }) => `${service} ${kind} ${name}`).join('\n'));
      return found;
    });
  }

  it('[traces] finds the request, each call, the write, the publishing and each handling by one id', async () => {
    const agent = partner.user('AdminAgent');
    const { id } = (await agent.post('/v1/customers', newCustomer())).body as { id: string };
    const path = `/v1/customers/${id}/agreements`;
    const traceId = await trace((headers) => agent.post(path, attestation(), headers));
    const route = 'POST /v1/customers/:customerId/agreements';
    const topic = `${platform.prefix}.agreements.events`;

    const edge = await span(traceId, { service: 'gateway', kind: SERVER });
    const forwarded = await span(traceId, { service: 'gateway', kind: CLIENT, parentSpanId: edge.spanId });
    const request = await span(traceId, { service: 'agreements', kind: SERVER, name: route });
    expect(request.parentSpanId).toBe(forwarded.spanId);
    const asked = await span(traceId, { service: 'customers', kind: SERVER });
    const call = await span(traceId, { service: 'agreements', spanId: String(asked.parentSpanId) });
    expect(call.parentSpanId).toBe(request.spanId);
    const write = await span(traceId, { service: 'agreements', kind: CLIENT, name: 'insert agreements' });
    expect(write.parentSpanId).toBe(request.spanId);
    const sending = await span(traceId, { service: 'agreements', kind: PRODUCER, name: `send ${topic}` });
    expect(sending.parentSpanId).toBe(request.spanId);
    for (const service of ['customers', 'notifications']) {
      const handling = await span(traceId, { service, kind: CONSUMER, name: `process ${topic}` });
      expect(handling.parentSpanId).toBe(sending.spanId);
    }
    expect(call.attributes).toMatchObject({ 'service.peer.name': 'customers', 'http.response.status_code': 200 });
    expect(edge.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 201,
      'twotier.correlation_id': expect.any(String),
    });
    expect(write.attributes).toMatchObject({ 'db.system.name': 'mongodb', 'db.collection.name': 'agreements' });

    const [event] = await eventually('the event is there', () => {
      const found = tap.events.filter(({ headers }) => headers['ce_subject'] === id);
      return found.length > 0 && found;
    });
    expect(event?.headers).toMatchObject({
      ce_traceparent: `00-${traceId}-${request.spanId}-01`,
      traceparent: `00-${traceId}-${sending.spanId}-01`,
    });
  });

  it('[traces] finds the mail and the webhook that a request leads to', async () => {
    const admin = partner.user('GlobalAdmin');
    const registration = { WebhookUrl: receiver.url, WebhookEvents: ['customer-created'] };
    await admin.post('/webhooks/v1/registration', registration);
    const created = await trace((headers) => partner.user('AdminAgent').post('/v1/customers', newCustomer(), headers));
    const delivery = await span(created, { service: 'notifications', name: 'deliver webhook' });
    expect(delivery.attributes).toMatchObject({ 'twotier.webhook.event': 'customer-created' });
    await span(created, { service: 'notifications', name: 'POST', parentSpanId: delivery.spanId });

    const inviting = partner.user('AdminAgent');
    const invitation = (await inviting.post('/v1/partnershipinvitations', {})).body as { id: string };
    const mails = `/v1/partnershipinvitations/${invitation.id}/mails`;
    const asked = await trace((headers) => inviting.post(mails, { email: 'ines@reseller.example' }, headers));
    const mail = await span(asked, { service: 'notifications', name: 'send mail' });
    expect(mail.attributes).toMatchObject({ 'twotier.mail.template': 'partnership-invitation' });
  });

  it('[metrics] tells how far publishing and handling are', async () => {
    await eventually('customers has handled all', async () => {
      const text = await (await fetch(`${platform.urls.customers[0]}/metrics`)).text();
      const value = (name: string): number | undefined => {
        const lines = text.split('\n').filter((line) => line.startsWith(name));
        return lines.length > 0 ? lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0) : undefined;
      };
      expect(value('twotier_outbox_oldest_seconds ')).toBe(0);
      expect(value('twotier_outbox_pending_aggregates ')).toBe(0);
      expect(value('twotier_consumer_healthy ')).toBe(1);
      expect(value('twotier_consumer_waiting_partitions ')).toBe(0);
      expect(value('twotier_consumer_lag_messages{')).toBe(0);
      expect(value('twotier_message_handling_duration_seconds_count{')).toBeGreaterThan(0);
      expect(value('twotier_database_pool_wait_seconds_count ')).toBeGreaterThan(0);
      return true;
    });
  });

  it('[traces] tells nothing of people, of companies and of what is secret', async () => {
    const domain = uniqueDomain();
    const agent = partner.user('AdminAgent');
    const body = newCustomer({ domain, companyName: 'Wingtip Toys' });
    const traceId = await trace((headers) => agent.post('/v1/customers?note=of-ana', body, headers));
    await span(traceId, { service: 'customers', kind: PRODUCER });
    const received = await agent.post('/v1/partnershipinvitations', {});
    const { token } = received.body as { token: string };
    await fetch(`${platform.gatewayUrl}/v1/partnershipinvitations/by-token/${token}`);
    const asked = await eventually('the look at the invitation is there', () =>
      collector.spans.find(({ name }) => name.includes('/by-token/')),
    );
    expect(asked.name).not.toContain(token);
    const sent = collector.bodies.join('\n');
    for (const secret of [domain, 'Wingtip', 'ana@contoso.com', 'Silva', 'of-ana', 'Bearer', 'ines@', token])
      expect(sent).not.toContain(secret);
  });
});
