import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { ApiClient } from '../../support/clients/api-client.js';
import { attestation, newCustomer, newOrder } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { expectFault } from '../../support/wire/answers.js';
import { sendExactly } from '../../support/clients/exact-request.js';
import { attestedCustomer } from '../../support/scenes/customers.js';
import { type Page } from '../../support/wire/body.js';
import { type Order } from '../../support/wire/resources.js';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('requests about customers', () => {
  let platform: TestPlatform;
  let agent: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    agent = (await platform.partner('direct-bill')).user('AdminAgent');
  });

  describe('a path', () => {
    it.each(['/v1//customers?size=1', '/v1/customers/?size=1', '/V1/Customers?size=1', '//v1//customers//?size=1'])(
      '[C5] may be spelled %s',
      async (path) => {
        expect((await agent.get(path)).status).toBe(200);
      },
    );

    it('[C8] with an id may be spelled in any way too', async () => {
      const customerId = await attestedCustomer(agent);
      const answer = await agent.post<Order>(`/V1//Customers/${customerId.toUpperCase()}//ORDERS/`, newOrder());
      expect([answer.status, answer.body.referenceCustomerId]).toEqual([201, customerId]);
    });

    it('[C5] with an id that is no GUID is refused', async () => {
      expectFault(await agent.get('/v1/customers/contoso'), 'customerId');
      expectFault(await agent.post('/v1/customers/contoso/orders', newOrder()), 'customerId');
      expectFault(await agent.post('/v1/customers/contoso/agreements', attestation()), 'customerId');
    });

    it.each(['/', '/v1', '/v1/nothing', '/v1/customers/a/b/c/d', '/customers'])(
      '[I2] that nobody answers, such as %s, is 404, with or without a token',
      async (path) => {
        for (const client of [agent, anonymous()]) {
          const { status, body } = await client.get(path);
          expect([status, body.code]).toEqual([404, 1000]);
        }
      },
    );

    it.each([
      ['DELETE', '/v1/customers'],
      ['PUT', '/v1/customers'],
      ['POST', '/v1/agreements'],
      ['DELETE', `/v1/customers/${randomUUID()}/orders`],
    ])('[I2] that does not take %s answers 405', async (method, path) => {
      const { status, body } = await agent.send(method, path);
      expect([status, body.code]).toEqual([405, 2000]);
      expect(body.description).toContain(method);
    });
  });

  describe('HTTP', () => {
    it('[I2] the ids of a request come back, in successes and in refusals', async () => {
      const ids = { 'ms-requestid': randomUUID(), 'ms-correlationid': randomUUID() };
      const answers = [
        await agent.get('/v1/customers', ids),
        await agent.post('/v1/customers', {}, ids),
        await agent.get('/v1/nothing', ids),
        await anonymous().get('/v1/customers', ids),
      ];
      for (const { headers } of answers) {
        expect(headers.get('ms-requestid')).toBe(ids['ms-requestid']);
        expect(headers.get('ms-correlationid')).toBe(ids['ms-correlationid']);
        expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      }
    });

    it('[I2] a request without ids gets some, and does not get back what is no id', async () => {
      const none = await sendExactly(agent, 'GET', '/v1/customers');
      expect(none.headers['ms-requestid']).toMatch(guid);
      expect(none.headers['ms-correlationid']).toMatch(guid);
      const strange = { 'ms-requestid': '<script>', 'ms-correlationid': 'x'.repeat(1_000) };
      const { status, headers } = await sendExactly(agent, 'GET', '/v1/customers', strange);
      expect([status, headers['ms-requestid'], headers['ms-correlationid']]).toEqual([
        200,
        expect.stringMatching(guid),
        expect.stringMatching(guid),
      ]);
    });

    it('[I2] nothing is compressed for a client that does not ask for it', async () => {
      const { status, headers, text: answer } = await sendExactly(agent, 'GET', '/v1/customers?size=500');
      expect([status, headers['content-encoding']]).toEqual([200, undefined]);
      expect((JSON.parse(answer) as Page<unknown>).attributes.objectType).toBe('Collection');
    });

    it('[C1] a client that expects 100-continue gets it, then sends the body', async () => {
      const body = JSON.stringify(newCustomer());
      const headers = {
        authorization: `Bearer ${agent.token}`,
        'content-type': 'application/json',
        'content-length': String(body.length),
        expect: '100-continue',
      };
      const outgoing = httpRequest(`${platform.gatewayUrl}/v1/customers`, { method: 'POST', headers, agent: false });
      const answered = new Promise<number | undefined>((resolve, reject) => {
        outgoing.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject);
      });
      const continued = new Promise<void>((resolve) => outgoing.once('continue', resolve));
      outgoing.flushHeaders();
      await continued;
      outgoing.end(body);
      expect(await answered).toBe(201);
    });

    it('[I2] what is no HTTP is answered 400, and others are served on', async () => {
      const { hostname, port } = new URL(platform.gatewayUrl);
      const socket = connect(Number(port), hostname, () => socket.write('\u0000garbage\r\n\r\n'));
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
      expect((await agent.get('/v1/customers?size=1')).status).toBe(200);
    });
  });

  function anonymous(): ApiClient {
    return new ApiClient(platform.gatewayUrl);
  }
});
