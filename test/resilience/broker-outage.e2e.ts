import { type ApiClient } from '../support/clients/api-client.js';
import { EventTap } from '../support/clients/event-tap.js';
import { eventually } from '../support/eventually.js';
import { firstOccurrences, upTo } from '../support/clients/first-occurrences.js';
import { attestation, newCustomer, newOrder } from '../support/scenes/requests.js';
import { TestPlatform } from '../support/platform/test-platform.js';

const AWAY_FOR_MS = 30_000;
const WORKERS = 4;
const CONFIRMATIONS = 3;

describe('the broker is away for 30 s under load', () => {
  let platform: TestPlatform;
  beforeAll(() => {
    platform = TestPlatform.shared();
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
  });

  it('every create, confirmation and order answers 201, services stay ready, and everything arrives afterwards in order', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    await eventually('the platform consumes', async () =>
      (await consumers(platform)).every((status) => status === 200),
    );
    await platform.process('kafka').kill();
    const customers: string[] = [];
    const end = Date.now() + AWAY_FOR_MS;
    await Promise.all(
      Array.from({ length: WORKERS }, async () => {
        while (Date.now() < end) customers.push(await useCustomer(agent));
      }),
    );
    expect(await ready(platform)).toEqual([200, 200]);
    await platform.process('kafka').start();

    const topics = [`${platform.prefix}.customers.events`, `${platform.prefix}.agreements.events`];
    const tap = await EventTap.open(platform.kafkaBrokers, topics);
    try {
      await eventually(
        'everything arrives',
        () => {
          const created = tap.events.filter(({ headers }) => headers['ce_type'] === 'io.twotier.customer.created.v1');
          const confirmed = firstOccurrences(tap.events.filter(({ topic }) => topic.includes('agreements')));
          return (
            new Set(created.map(({ key }) => key)).size >= customers.length &&
            customers.every((id) => confirmed.get(id)?.length === CONFIRMATIONS)
          );
        },
        120_000,
      );
      const confirmed = firstOccurrences(tap.events.filter(({ topic }) => topic.includes('agreements')));
      for (const id of customers) expect(confirmed.get(id)).toEqual(upTo(CONFIRMATIONS));
    } finally {
      await tap.close();
    }
    await eventually('the platform consumes again', async () =>
      (await consumers(platform)).every((status) => status === 200),
    );
  }, 300_000);

  async function useCustomer(agent: ApiClient): Promise<string> {
    const created = await agent.post('/v1/customers', newCustomer());
    expect(created.status).toBe(201);
    const id = created.body.id;
    for (let contact = 1; contact <= CONFIRMATIONS; contact++) {
      const confirmed = await agent.post(
        `/v1/customers/${id}/agreements`,
        attestation({ primaryContact: { email: `contact${contact}@contoso.com` } }),
      );
      expect(confirmed.status).toBe(201);
    }
    expect((await agent.post(`/v1/customers/${id}/orders`, newOrder())).status).toBe(201);
    return id;
  }
});

function ready({ urls }: TestPlatform): Promise<number[]> {
  return statuses([...urls.customers, ...urls.agreements], '/health/ready');
}

function consumers({ urls }: TestPlatform): Promise<number[]> {
  return statuses([...urls.customers, ...urls.agreements, ...urls.identity], '/health/consumers');
}

function statuses(urls: string[], path: string): Promise<number[]> {
  return Promise.all(urls.map(async (url) => (await fetch(`${url}${path}`)).status));
}
