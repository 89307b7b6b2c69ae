import { type ApiClient } from '../support/clients/api-client.js';
import { WebhookReceiver, type ReceivedWebhook } from '../support/receivers/webhook-receiver.js';
import { eventually } from '../support/eventually.js';
import { Databases } from '../support/platform/databases.js';
import { TestPlatform } from '../support/platform/test-platform.js';
import { newCustomer } from '../support/scenes/requests.js';

/** `KILLS=50 npm test -- test/resilience/webhooks` for many. */
const KILLS = Number(process.env['KILLS'] ?? 4);
const CUSTOMERS_PER_KILL = 3;
const CHANGES = 2;
const EVENTS = 1 + CHANGES;

describe(`kill -9 of notifications while it delivers webhooks, ${KILLS} times`, () => {
  let platform: TestPlatform;
  let databases: Databases;
  let receiver: WebhookReceiver;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    receiver = await WebhookReceiver.open();
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
    await agent.postPatiently('/webhooks/v1/registration', {
      webhookUrl: receiver.url,
      webhookEvents: ['customer-created', 'customer-updated'],
    });
  }, 120_000);
  afterAll(async () => {
    await receiver.close();
    await databases.close();
    await platform.stop();
  });

  it(
    '[N2] loses no event, repeats one with its id alone, and keeps the order of each resource',
    async () => {
      const notifications = platform.process('notifications');
      const customers: string[] = [];
      for (let kill = 1; kill <= KILLS; kill++) {
        // Every other time it is killed while it waits for an answer.
        if (kill % 2 === 0) receiver.answers = 'hang';
        const before = receiver.attempts.length;
        const writing = Promise.all(Array.from({ length: CUSTOMERS_PER_KILL }, changedCustomer));
        await eventually(`an attempt before kill ${kill}`, () => receiver.attempts.length > before + (kill % 3));
        await notifications.kill();
        receiver.answers = 200;
        customers.push(...(await writing));
        await notifications.start();
        await endLeases();
      }
      const expected = customers.length * EVENTS;
      const taken = await eventually(
        'all events',
        () => {
          const first = firstOfEach(receiver.taken);
          return first.length === expected && first;
        },
        90_000,
      );
      for (const id of customers) {
        const own = taken.filter(({ body }) => body.ResourceUri?.includes(id));
        expect(own.map(({ body }) => body.EventName)).toEqual([
          'customer-created',
          ...Array.from({ length: CHANGES }, () => 'customer-updated'),
        ]);
        const dates = own.map(({ body }) => body.ResourceChangeUtcDate);
        expect(dates).toEqual(dates.toSorted());
      }
      expect((await agent.get('/webhooks/v1/deliveries?status=failed')).body.totalCount).toBe(0);
    },
    120_000 + KILLS * 20_000,
  );

  async function changedCustomer(): Promise<string> {
    const { id } = (await agent.postPatiently('/v1/customers', newCustomer())).body;
    const path = `/v1/customers/${id}/profiles/billing`;
    for (let change = 1; change <= CHANGES; change++) {
      const profile = (await agent.getPatiently<object>(path)).body;
      expect((await agent.put(path, { ...profile, firstName: `Eva${change}` })).status).toBe(200);
    }
    return id;
  }

  /** What a dead process has leased is free at once, as if its time were over. */
  function endLeases(): Promise<void> {
    return databases.change('notifications', 'webhookdeliveries', { status: 'pending' }, { nextAttemptAt: new Date() });
  }
});

/** Without what came again, which has the same id and the same body. */
function firstOfEach(webhooks: ReceivedWebhook[]): ReceivedWebhook[] {
  const known = new Map<unknown, ReceivedWebhook>();
  for (const webhook of webhooks) {
    const id = webhook.headers['ms-requestid'];
    expect(webhook.text).toBe((known.get(id) ?? webhook).text);
    if (!known.has(id)) known.set(id, webhook);
  }
  return [...known.values()];
}
