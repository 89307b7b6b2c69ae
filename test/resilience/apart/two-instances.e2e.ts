import { randomUUID } from 'node:crypto';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { firstOccurrences, upTo } from '../../support/clients/first-occurrences.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { SteadyLoad } from '../../support/clients/steady-load.js';
import { TestPlatform } from '../../support/platform/test-platform.js';

const CUSTOMERS = 40;
const CONFIRMATIONS = 4;

describe('two instances of each service', () => {
  let platform: TestPlatform;
  let databases: Databases;
  beforeAll(async () => {
    platform = await TestPlatform.start({
      instances: { identity: 2, enrollment: 2, customers: 2, agreements: 2, gateway: 2 },
      env: { DRAIN_SECONDS: '3', TOPIC_PARTITIONS: '6' },
    });
    databases = new Databases(platform);
  }, 120_000);
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  it('have no double effects, let no event overtake another, and share the work', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const ids = await Promise.all(
      Array.from(
        { length: CUSTOMERS },
        async () => (await agent.postPatiently('/v1/customers', newCustomer())).body.id,
      ),
    );
    // All confirmations and orders of a customer at once, over both instances: every write meets its rivals.
    await Promise.all(
      ids.flatMap((id) =>
        upTo(CONFIRMATIONS).map(async (contact) => {
          const path = `/v1/customers/${id}/agreements`;
          const body = attestation({ primaryContact: { email: `contact${contact}@contoso.com` } });
          expect((await agent.postPatiently(path, body)).status).toBe(201);
        }),
      ),
    );
    await Promise.all(
      ids.flatMap((id) =>
        upTo(2).map(async () => {
          expect((await agent.postPatiently(`/v1/customers/${id}/orders`, newOrder())).status).toBe(201);
        }),
      ),
    );
    await expectOrderedEvents(ids);
    await expectSingleEffects(ids);
    await expectSharedWork(agent);
  }, 240_000);

  it('[ruling 34] an instance that takes connections and never answers keeps nobody from working', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { pid } = platform.apps.identity[1]!;
    process.kill(pid, 'SIGSTOP');
    try {
      for (const call of upTo(8))
        expect([call, (await agent.post('/v1/customers', newCustomer())).status]).toEqual([call, 201]);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('[ruling 34] are restarted one after the other under load, and no request fails', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const load = new SteadyLoad(platform.urls.gateway, agent.token ?? '');
    const moreAreAnswered = async (): Promise<void> => {
      const enough = load.answered + 20;
      await eventually('more requests are answered', () => load.answered >= enough);
    };
    try {
      await moreAreAnswered();
      for (const app of (['customers', 'agreements', 'identity', 'gateway'] as const).flatMap(
        (name) => platform.apps[name],
      )) {
        await app.stop();
        await moreAreAnswered();
        await app.start();
        await moreAreAnswered();
        expect([app.name, load.failures]).toEqual([app.name, []]);
      }
    } finally {
      await load.stop();
    }
    expect(load.failures).toEqual([]);
  }, 240_000);

  it('[C8] an order that cannot be completed keeps no other order waiting, and is counted', async () => {
    const partner = await platform.partner('direct-bill');
    const agent = partner.user('AdminAgent');
    const left = await Promise.all(
      upTo(6).map(async () => {
        const { id } = (await agent.postPatiently('/v1/customers', newCustomer())).body;
        return leftOrder(id, partner.tenantId);
      }),
    );
    left.sort((one, other) => (one.customerId < other.customerId ? -1 : 1));
    const [poison, ...others] = left;
    // Nothing can be told of an order without lines.
    Object.assign(poison!, { lineItems: null });
    for (const order of left) {
      await databases.change('customers', 'customers', { _id: order.customerId }, { 'state.reservedOrders': [order] });
    }
    await eventually('the others are completed', async () => {
      const stored = await databases.all<{ _id: string }>('customers', 'orders');
      return others.every(({ id }) => stored.some(({ _id }) => _id === id));
    });
    await eventually('the one is counted', async () => {
      const line = /^twotier_swept_items_total\{sweep="reserved-order",outcome="failed"\} (\d+)$/gm;
      const texts = platform.urls.customers.map(async (url) => (await fetch(`${url}/metrics`)).text());
      return sum((await Promise.all(texts)).join('\n'), line) > 0;
    });
  });

  async function expectOrderedEvents(ids: string[]): Promise<void> {
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.agreements.events`]);
    try {
      await eventually('all confirmations are published', () => {
        const seen = firstOccurrences(tap.events);
        return ids.every((id) => seen.get(id)?.length === CONFIRMATIONS);
      });
      const seen = firstOccurrences(tap.events);
      for (const id of ids) expect(seen.get(id)).toEqual(upTo(CONFIRMATIONS));
    } finally {
      await tap.close();
    }
  }

  async function expectSingleEffects(ids: string[]): Promise<void> {
    await eventually('everything is projected', async () => {
      const confirmed = await databases.all<{ _id: string; sequence: number }>('customers', 'agreements');
      const purchases = await databases.all<{ customerId: string }>('agreements', 'purchases');
      return (
        purchases.length === ids.length * 2 &&
        confirmed.length === ids.length &&
        confirmed.every(({ sequence }) => sequence === CONFIRMATIONS)
      );
    });
    const stored = await databases.all<{ state: { relationships: { subscriptions: string[] }[]; reservedOrders: [] } }>(
      'customers',
      'customers',
    );
    for (const { state } of stored) {
      expect(new Set(state.relationships[0]?.subscriptions).size).toBe(2);
      expect(state.reservedOrders).toEqual([]);
    }
  }

  /** Who joins late, on a busy machine, takes its part of what comes then. */
  async function expectSharedWork(agent: ApiClient): Promise<void> {
    const urls = [...platform.urls.customers, ...platform.urls.agreements];
    await eventually('each instance has answered and consumed', async () => {
      const { id } = (await agent.postPatiently('/v1/customers', newCustomer())).body;
      await agent.postPatiently(`/v1/customers/${id}/agreements`, attestation());
      const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()));
      return texts.every(
        (metrics) =>
          sum(metrics, /^http_server_request_duration_seconds_count\{method="POST".* (\d+)$/gm) > 0 &&
          sum(metrics, /^twotier_consumed_messages_total\{.*outcome="done".* (\d+)$/gm) > 0,
      );
    });
  }
});

/** An accepted order whose own document a crash kept from being written. */
function leftOrder(customerId: string, partnerId: string) {
  return {
    id: randomUUID(),
    customerId,
    partnerId,
    billingCycle: 'monthly',
    createdAt: new Date(Date.now() - 60_000),
    lineItems: [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId: randomUUID() }],
  };
}

function sum(metrics: string, line: RegExp): number {
  return [...metrics.matchAll(line)].reduce((total, [, value]) => total + Number(value), 0);
}
