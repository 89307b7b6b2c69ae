import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import mongoose from 'mongoose';
import { type ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { firstOccurrences, upTo } from '../../support/clients/first-occurrences.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { privateKeyOf } from '../../support/platform/stored-keys.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Customer } from '../../support/wire/resources.js';

interface TenantDocument {
  _id: string;
  state: { status: string; users: { userName: string; credential: Record<string, string> }[] };
}

describe('what a crash or a lost call leaves is completed or taken back', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let agent: ApiClient;
  let partnerId: string;
  beforeAll(async () => {
    platform = await TestPlatform.start({
      env: { RESERVATION_TTL_SECONDS: '2', CREDENTIAL_TTL_SECONDS: '2', SWEEP_INTERVAL_SECONDS: '1' },
    });
    databases = new Databases(platform);
    const partner = await platform.partner('direct-bill');
    partnerId = partner.tenantId;
    agent = partner.user('AdminAgent');
  });
  afterAll(async () => {
    await databases.close();
    await platform.stop();
  });

  const tenant = async (id: string): Promise<TenantDocument | undefined> =>
    (await databases.all<TenantDocument>('identity', 'tenants')).find(({ _id }) => _id === id);

  it('[C1] a reservation whose customer never came is given up: the id is barred for ever, the domain is free again', async () => {
    const id = randomUUID();
    const domain = uniqueDomain();
    const reserve = await callIdentity('PUT', `/internal/tenants/${id}`, await tokenOf('customers', 'identity'), {
      companyName: 'Late',
      domain,
      country: 'US',
      cloud: 'Global',
    });
    expect(reserve.status).toBe(200);
    expect((await agent.post('/v1/customers', newCustomer({ domain }))).status).toBe(409);
    await eventually('the reservation is gone', async () => (await tenant(id)) === undefined);
    const buried = await databases.all<{ _id: string; state: { status: string } }>('customers', 'customers');
    expect(buried.find(({ _id }) => _id === id)?.state.status).toBe('tombstone');
    const freed = await agent.post('/v1/customers', newCustomer({ domain }));
    expect([freed.status, freed.body.description]).toEqual([201, undefined]);
    expect((await agent.get(`/v1/customers/${id}`)).status).toBe(404);
  });

  it('[I4] the one-time password is answered again to a repeat until it expires; then only its hash is left', async () => {
    const body = newCustomer();
    const headers = { 'ms-requestid': randomUUID() };
    const first = (await agent.post<Customer>('/v1/customers', body, headers)).body;
    expect(first.userCredentials).toEqual({ userName: 'admin', password: expect.any(String) });
    const later = await eventually('the password is not told any more', async () => {
      const answer = await agent.post<Customer>('/v1/customers', body, headers);
      expect([answer.status, answer.body.id]).toEqual([201, first.id]);
      return answer.body.userCredentials === undefined && answer.body;
    });
    expect({ ...later, userCredentials: first.userCredentials }).toEqual(first);
    const credential = await eventually('the hash is stored', async () => {
      const { credential } = (await tenant(first.id))!.state.users[0]!;
      return credential['passwordHash'] && credential;
    });
    expect(Object.keys(credential)).toEqual(['passwordHash']);
    expect(JSON.stringify(credential)).not.toContain(first.userCredentials.password);
  });

  it('[C8] an order that a crash left between its two writes is completed, and published, once', async () => {
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    const orderId = randomUUID();
    const order = {
      id: orderId,
      customerId: id,
      partnerId,
      billingCycle: 'monthly',
      createdAt: new Date(Date.now() - 60_000),
      lineItems: [{ lineItemNumber: 0, offerId: 'offer-1', quantity: 1, subscriptionId: randomUUID() }],
    };
    const connection = await mongoose
      .createConnection(platform.mongoUri, { dbName: platform.databaseName('customers') })
      .asPromise();
    await connection
      .collection<{ _id: string }>('customers')
      .updateOne({ _id: id }, { $push: { 'state.reservedOrders': order }, $inc: { version: 1 } });
    await connection.close();
    await eventually('the order is written', async () =>
      (await databases.all<{ _id: string }>('customers', 'orders')).some(({ _id }) => _id === orderId),
    );
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    await eventually('it is published', () => tap.of(orderId).length === 1);
    await tap.close();
    await eventually('the reservation is gone', async () => {
      const customers = await databases.all<{ _id: string; state: { reservedOrders: object[] } }>(
        'customers',
        'customers',
      );
      return customers.find(({ _id }) => _id === id)?.state.reservedOrders.length === 0;
    });
  });

  it('[ruling 4] events that gathered while the broker was away are published in order, also when they are too many for one request', async () => {
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    try {
      await eventually('the first event', () => tap.of(id).length === 1);
      const time = new Date(Date.now() - 60_000);
      const waiting = Array.from({ length: 700 }, (_, index) => ({
        id: `${id}.${index + 2}`,
        type: 'io.twotier.customer.tried.v1',
        sequence: index + 2,
        time,
        data: { text: 'x'.repeat(2_000) },
        correlationId: 'outage',
      }));
      const outbox = { outbox: waiting, sequence: 701, pending: true, pendingSince: time };
      await databases.change('customers', 'customers', { _id: id }, outbox);
      const published = await eventually('all are published', () => {
        const sequences = firstOccurrences(tap.events).get(id);
        return sequences?.length === 701 && sequences;
      });
      expect(published).toEqual(upTo(701));
      await eventually('nothing waits', async () => {
        const customers = await databases.all<{ _id: string; outbox: object[] }>('customers', 'customers');
        return customers.find(({ _id }) => _id === id)?.outbox.length === 0;
      });
    } finally {
      await tap.close();
    }
  });

  it.each([
    ['no token', () => Promise.resolve('')],
    ["a user's token", () => Promise.resolve(agent.token ?? '')],
    ['a token of a service that may not call', () => tokenOf('relationships', 'identity')],
    ['a token for another service', () => tokenOf('customers', 'enrollment')],
  ])('[I2] an internal call with %s is refused', async (_, token) => {
    expect((await callIdentity('GET', `/internal/tenants/${randomUUID()}`, await token())).status).toBe(401);
  });

  it('a service that has to be asked does not answer: 503 with Retry-After, and nothing is written', async () => {
    const [identity] = platform.apps.identity;
    await identity!.stop();
    const domain = uniqueDomain();
    const refused = await agent.post('/v1/customers', newCustomer({ domain }));
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await identity!.start();
    const customers = await databases.all<{ state: { domain: string } }>('customers', 'customers');
    expect(customers.some(({ state }) => state.domain === domain)).toBe(false);
  });

  /** Signs as the service itself does, with its own key. */
  async function tokenOf(service: string, audience: string): Promise<string> {
    const published = await fetch(`${platform.urls[service as 'customers'][0]}/internal/keys`);
    const { keys } = (await published.json()) as { keys: { kid: string }[] };
    const [key] = await databases.all<{ wrappedKey: string }>(service, 'servicekeys');
    return new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', kid: keys[0]!.kid })
      .setIssuer(service)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(await importJWK(await privateKeyOf(platform, service as 'customers', key!.wrappedKey), 'EdDSA'));
  }

  function callIdentity(method: string, path: string, token: string, body?: object): Promise<Response> {
    return fetch(`${platform.urls.identity[0]}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
  }
});
