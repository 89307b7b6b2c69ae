import { type ApiClient } from '../../support/clients/api-client.js';
import { eventually } from '../../support/eventually.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type BillingProfile } from '../../support/wire/resources.js';

/** How often each is done. What is remembered for some seconds is asked for again now and then, so the median counts. */
const TIMES = 5;

describe('what a request asks of the database of customers', () => {
  let platform: TestPlatform;
  let agent: ApiClient;
  let path: string;

  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({ DATABASE_MONITORING: 'on' }, 'customers');
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
    path = `/v1/customers/${(await agent.post('/v1/customers', newCustomer())).body.id}`;
    expect((await agent.post(`${path}/agreements`, attestation())).status).toBe(201);
    expect((await agent.post(`${path}/orders`, newOrder())).status).toBe(201);
  });
  afterAll(() => platform.stop());

  /** Commands that one request takes, once it has been done before: the median of several. */
  async function commandsOf(method: string, route: string, work: () => Promise<unknown>): Promise<number> {
    await work();
    const taken: number[] = [];
    let before = await counted(method, route);
    while (taken.length < TIMES) {
      await work();
      // A request is counted after it is answered.
      const after = await eventually('it is counted', async () => {
        const found = await counted(method, route);
        return found.requests > before.requests && found;
      });
      taken.push(after.commands - before.commands);
      before = after;
    }
    const [median = NaN] = taken.sort((one, other) => one - other).slice(Math.floor(TIMES / 2));
    return median;
  }

  async function counted(method: string, route: string): Promise<{ commands: number; requests: number }> {
    const metrics = await (await fetch(`${platform.urls.customers[0]}/metrics`)).text();
    const value = (name: string): number => {
      const line = `twotier_request_database_commands_${name}{method="${method}",route="${route}"} `;
      const found = metrics.split('\n').find((candidate) => candidate.startsWith(line));
      return Number(found?.slice(line.length) ?? 0);
    };
    return { commands: value('sum'), requests: value('count') };
  }

  it('[performance] reading a customer is one', async () =>
    expect(await commandsOf('GET', '/v1/customers/:customerId', () => agent.get(path))).toBe(1));

  it('[performance] a page of customers is two, of those that have relationships and of those that platforms report', async () =>
    expect(await commandsOf('GET', '/v1/customers', () => agent.get('/v1/customers?size=10'))).toBe(2));

  it('[performance] creating a customer is one: writing', async () =>
    expect(await commandsOf('POST', '/v1/customers', () => agent.post('/v1/customers', newCustomer()))).toBe(1));

  it('[performance] changing a billing profile is two: reading what is there, and writing', async () => {
    const change = async (): Promise<unknown> => {
      const { body } = await agent.get<BillingProfile>(`${path}/profiles/billing`);
      const firstName = body.firstName === 'Ana' ? 'Eva' : 'Ana';
      const answer = await agent.put<BillingProfile>(`${path}/profiles/billing`, { ...body, firstName });
      expect([answer.status, answer.body.firstName]).toEqual([200, firstName]);
      return answer;
    };
    expect(await commandsOf('PUT', '/v1/customers/:customerId/profiles/billing', change)).toBe(2);
  });

  it('[performance] an order is five: looking for a repeat, reading the customer, reserving, writing and completing', async () =>
    expect(
      await commandsOf('POST', '/v1/customers/:customerId/orders', () => agent.post(`${path}/orders`, newOrder())),
    ).toBe(5));
});
