import { verify, X509Certificate } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { WebhookReceiver } from '../../support/receivers/webhook-receiver.js';
import { eventually } from '../../support/eventually.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { customerEvents, registered, registration } from './webhook-registration.js';

describe('webhooks', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let receiver: WebhookReceiver;
  let partner: TestOrganisation;
  let stranger: TestOrganisation;
  let agent: ApiClient;

  beforeAll(() => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
  });
  beforeEach(async () => {
    receiver = await WebhookReceiver.open();
    [partner, stranger] = await platform.partners('direct-bill', 'direct-bill');
    agent = partner.user('AdminAgent');
  });
  afterEach(() => receiver.close());
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  const register = (changes?: object): Promise<void> => registered(agent, receiver, changes);
  const createCustomer = async (): Promise<string> =>
    String((await agent.postPatiently('/v1/customers', newCustomer())).body.id);
  /** Makes what is pending due now, as if its time had come. */
  /** Of an event that has had so many attempts the next one stays when it is: after the last one nobody would send it any more. */
  const makeDue = (attempts = 10): Promise<void> =>
    databases.change(
      'notifications',
      'webhookdeliveries',
      { partnerId: partner.tenantId, status: 'pending', attempts: { $lt: attempts }, lease: { $exists: false } },
      { nextAttemptAt: new Date() },
    );
  const failedDeliveries = async (): Promise<{ id: string; attempts: number }[]> =>
    (await agent.get('/webhooks/v1/deliveries?status=failed')).body.items as { id: string; attempts: number }[];
  /** Every pending delivery has been tried so often. */
  const useUpAttempts = (): Promise<boolean> =>
    eventually('ten attempts', async () => {
      await makeDue();
      return (await failedDeliveries()).length > 0;
    });

  it('[N2] a test event is sent, and its report says what came of it', async () => {
    expect((await agent.send('POST', `${registration}/validationEvents`)).status).toBe(400);
    await register();
    const { correlationId } = (await agent.send<{ correlationId: string }>('POST', `${registration}/validationEvents`))
      .body;
    const path = `${registration}/validationEvents/${correlationId}`;
    const report = await eventually('the report', async () => {
      const { body } = await agent.get(path);
      return body.status === 'completed' && body;
    });
    expect(report).toEqual({
      correlationId,
      partnerId: partner.tenantId,
      status: 'completed',
      callbackUrl: receiver.url,
      results: [
        { responseCode: 'OK', responseMessage: '', systemError: false, dateTimeUtc: expect.any(String) as string },
      ],
    });
    expect(receiver.taken[0]?.body).toMatchObject({
      EventName: 'test-created',
      ResourceName: 'test',
      ResourceUri: `${platform.gatewayUrl}${path}`,
    });
    expect((await stranger.user('AdminAgent').get(path)).status).toBe(404);
  });

  it('[N2] are signed, so that whoever checks them with the certificate finds out a forgery', async () => {
    await register();
    await createCustomer();
    const [webhook] = await eventually('the event', () => receiver.taken.length > 0 && receiver.taken);
    const { headers, text } = webhook!;
    expect(headers).toMatchObject({ 'x-ms-signature-algorithm': 'rsa-sha256', 'ms-requestid': expect.any(String) });
    const answer = await fetch(String(headers['x-ms-certificate-url']));
    expect(answer.headers.get('content-type')).toBe('application/pkix-cert');
    const certificate = new X509Certificate(Buffer.from(await answer.arrayBuffer()));
    const signature = Buffer.from(String(headers.authorization).replace('Signature ', ''), 'base64');
    const isGenuine = (body: string): boolean => verify('sha256', Buffer.from(body), certificate.publicKey, signature);
    expect([isGenuine(text), isGenuine(text.replace('created', 'deleted'))]).toEqual([true, false]);
  });

  it('[N2] are signed with a key that follows another one after its certificate was there to see; the old one still is', async () => {
    await register();
    const signed = async (): Promise<string> => {
      const before = receiver.taken.length;
      await createCustomer();
      await eventually('the event', () => receiver.taken.length > before);
      return String(receiver.taken.at(-1)?.headers['x-ms-certificate-url']);
    };
    const published = async (): Promise<Record<string, string>> => {
      const { body } = await agent.get<{ url: string; status: string }[]>('/webhooks/v1/certificates');
      return Object.fromEntries(body.map(({ status, url }) => [status, url]));
    };
    const old = await signed();
    expect(await published()).toMatchObject({ signing: old });
    // As if its year were nearly over, and then over.
    const keys = await databases.all<{ _id: number }>('notifications', 'webhooksigningkeys');
    const latest = Math.max(...keys.map(({ _id }) => _id));
    const signsSince = (generation: number, days: number): Promise<void> =>
      databases.change(
        'notifications',
        'webhooksigningkeys',
        { _id: generation },
        { signsFrom: new Date(Date.now() - days * 24 * 60 * 60 * 1_000) },
      );
    await signsSince(latest, 340);
    const { next } = await eventually('the next certificate', async () => {
      const found = await published();
      return found['next'] !== undefined && found;
    });
    expect([(await fetch(String(next))).status, await signed()]).toEqual([200, old]);
    await signsSince(latest + 1, 1);
    await eventually('the next key signs', async () => (await signed()) === next);
    expect(await published()).toMatchObject({ signing: next, retired: old });
    expect((await fetch(old)).status).toBe(200);
  });

  it('[N2] are signed in x-ms-signature for who wants that', async () => {
    await register({ SignatureTokenToMsSignatureHeader: true });
    await createCustomer();
    const [webhook] = await eventually('the event', () => receiver.taken.length > 0 && receiver.taken);
    expect(webhook?.headers['x-ms-signature']).toMatch(/^Signature /);
    expect(webhook?.headers.authorization).toBeUndefined();
  });

  it('[N2] [U1] tell of the partner’s customers alone, and name the record of the change', async () => {
    const others = await WebhookReceiver.open();
    const other = stranger.user('AdminAgent');
    await other.postPatiently(registration, { webhookUrl: others.url, webhookEvents: customerEvents });
    await register();
    const customerId = await createCustomer();
    const path = `/v1/customers/${customerId}`;
    await agent.postPatiently(`${path}/agreements`, attestation());
    await agent.postPatiently(`${path}/orders`, newOrder());
    await eventually('all events', () => receiver.taken.length === 3);
    for (const { body } of receiver.taken) {
      expect(body.ResourceUri).toContain(`${platform.gatewayUrl}${path}`);
      const record = await agent.get<{ customerId: string }>(String(body.AuditUri).replace(platform.gatewayUrl, ''));
      expect([record.status, record.body.customerId]).toEqual([200, customerId]);
      expect((await other.get(String(body.AuditUri).replace(platform.gatewayUrl, ''))).status).toBe(404);
    }
    await other.postPatiently('/v1/customers', newCustomer());
    await eventually('the other one’s event', () => others.taken.length === 1);
    expect(others.taken[0]?.text).not.toContain(customerId);
    await others.close();
  });

  it('[N2] a server that fails gets each event again, the first first, until it takes it', async () => {
    await register();
    receiver.answers = 500;
    const customerId = await createCustomer();
    await eventually('an attempt', () => receiver.attempts.length > 0);
    const profile = (await agent.get(`/v1/customers/${customerId}/profiles/billing`)).body as object;
    await agent.put(`/v1/customers/${customerId}/profiles/billing`, { ...profile, companyName: 'Renamed' });
    await eventually('both events', async () => {
      const { body } = await agent.get('/webhooks/v1/deliveries?status=pending');
      return body.totalCount === 2;
    });
    receiver.answers = 200;
    await eventually('both events', async () => {
      await makeDue();
      return receiver.taken.length === 2;
    });
    expect(receiver.taken.map(({ body }) => body.EventName)).toEqual(['customer-created', 'customer-updated']);
    expect(new Set(receiver.attempts.map(({ headers }) => headers['ms-requestid'])).size).toBe(2);
  });

  it('[N2] a server that is away for an hour gets all events then, those of a resource in their order; others get theirs meanwhile', async () => {
    await register();
    const back = await receiver.away();
    const customers = [await createCustomer(), await createCustomer()];
    for (const id of customers) {
      const path = `/v1/customers/${id}/profiles/billing`;
      const profile = (await agent.get(path)).body as object;
      expect((await agent.put(path, { ...profile, companyName: 'Renamed' })).status).toBe(200);
    }
    const others = await WebhookReceiver.open();
    const other = stranger.user('AdminAgent');
    await other.postPatiently(registration, { webhookUrl: others.url, webhookEvents: customerEvents });
    await other.postPatiently('/v1/customers', newCustomer());
    await eventually('the event of the other one', () => others.taken.length === 1);
    await others.close();
    // So many attempts are made in the first hour.
    await eventually('six attempts', async () => {
      await makeDue(6);
      const { items } = (await agent.get<{ items: { attempts: number }[] }>('/webhooks/v1/deliveries')).body;
      return items.filter(({ attempts }) => attempts >= 6).length === 2 && items.length === 4;
    });
    await back();
    await eventually('all events', async () => {
      await makeDue();
      return receiver.taken.length === 4;
    });
    for (const id of customers) {
      const own = receiver.taken.filter(({ body }) => body.ResourceUri?.includes(id));
      expect(own.map(({ body }) => body.EventName)).toEqual(['customer-created', 'customer-updated']);
    }
  });

  it('[N2] after ten attempts an event waits, others go on, and it can be sent again by hand', async () => {
    await register();
    receiver.answers = 503;
    await createCustomer();
    await useUpAttempts();
    const [failed] = await failedDeliveries();
    expect(failed).toMatchObject({ attempts: 10, results: expect.any(Array) as unknown[] });
    expect(receiver.attempts).toHaveLength(10);
    receiver.answers = 200;
    await createCustomer();
    await eventually('the next event', () => receiver.taken.length === 1);
    const path = `/webhooks/v1/deliveries/${String(failed?.id)}/redelivery`;
    expect((await stranger.user('AdminAgent').send('POST', path)).status).toBe(404);
    expect((await agent.send('POST', path)).body).toMatchObject({ status: 'pending', attempts: 0 });
    await eventually('the first event', () => receiver.taken.length === 2);
    await eventually('its end', async () => (await failedDeliveries()).length === 0);
    expect((await agent.send('POST', path)).status).toBe(409);
  });

  it('[N2] a server that hangs holds up nobody else', async () => {
    await register();
    receiver.answers = 'hang';
    for (let count = 0; count < 5; count++) await createCustomer();
    await eventually('as many attempts as it gets', () => receiver.attempts.length === 4);
    const others = await WebhookReceiver.open();
    const other = stranger.user('AdminAgent');
    await other.postPatiently(registration, { webhookUrl: others.url, webhookEvents: customerEvents });
    await other.postPatiently('/v1/customers', newCustomer());
    await eventually('the event of the other one', () => others.taken.length === 1, 8_000);
    expect(receiver.attempts).toHaveLength(4);
    await others.close();
  });

  it('[N2] what a partner is not registered for any more is dropped', async () => {
    await register();
    receiver.answers = 500;
    await createCustomer();
    await eventually('an attempt', () => receiver.attempts.length > 0);
    await agent.delete(registration);
    await eventually('the end', async () => {
      await makeDue();
      const { body } = await agent.get('/webhooks/v1/deliveries?status=dropped');
      return body.totalCount === 1;
    });
  });
});
