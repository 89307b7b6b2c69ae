import { createHash } from 'node:crypto';
import { ApiClient } from '../../support/clients/api-client.js';
import { RawConnection } from '../../support/clients/raw-connection.js';
import { newCustomer, uniqueDomain } from '../../support/scenes/requests.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { type Customer } from '../../support/wire/resources.js';

const TIMEOUT_SECONDS = 5;
const CONNECTIONS = 150;

describe('the HTTP edge', () => {
  let platform: TestPlatform;
  let origin: string;
  let partner: TestOrganisation;
  let agent: ApiClient;
  let provider: ApiClient;
  let nobody: ApiClient;
  beforeAll(async () => {
    const limits = { REQUEST_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS), CONNECTIONS_PER_ADDRESS: String(CONNECTIONS) };
    platform = await TestPlatform.behindGateway(limits);
    origin = platform.gatewayUrl;
    const [one, other] = await platform.partners('direct-bill', 'indirect-provider');
    partner = one!;
    agent = partner.user('AdminAgent');
    provider = other.user('AdminAgent');
    nobody = new ApiClient(origin);
  });
  afterAll(() => platform.stop());

  const head = (line: string, ...headers: string[]): string =>
    [`${line} HTTP/1.1`, 'Host: platform', ...headers, '', ''].join('\r\n');
  const authorised = (): string => `Authorization: Bearer ${agent.token}`;
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
  const bodyOf = (answer: string): unknown => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

  describe('a slow client', () => {
    it('holds nothing that others need, and is told that its request did not arrive in time', async () => {
      const halfSent = head(
        'POST /v1/customers',
        authorised(),
        'Content-Type: application/json',
        'Content-Length: 1000',
      );
      const slow = await Promise.all(
        Array.from({ length: 70 }, () => RawConnection.open(origin, `${halfSent}{"companyProfile":`)),
      );
      expect((await provider.get('/v1/customers')).status).toBe(200);
      expect((await provider.post('/v1/customers', newCustomer())).status).toBe(201);
      expect(slow.filter(({ received, closed }) => received || closed)).toEqual([]);
      const answers = await Promise.all(slow.map((connection) => connection.untilClosed()));
      expect([...new Set(answers.map(statusOf))]).toEqual([408]);
      expect(bodyOf(answers[0]!)).toMatchObject({
        code: 2000,
        description: expect.stringContaining('in time') as string,
      });
    });

    it('is refused at once what it may not do, however slowly it would send the rest', async () => {
      const headers = ['Content-Type: application/json', 'Content-Length: 1000'];
      const answer = await RawConnection.exchange(origin, head('POST /v1/customers', ...headers));
      expect(statusOf(answer)).toBe(401);
      expect(answer).toMatch(/^connection: close\r$/im);
    });

    it('is refused the connections that are too many of its address, and others are let in when it closes some', async () => {
      const request = head('GET /health/live');
      const open = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(origin)));
      const refused = await RawConnection.exchange(origin, request);
      expect([statusOf(refused), bodyOf(refused)]).toEqual([
        429,
        expect.objectContaining({ statusCode: 429, description: expect.stringContaining('150 connections') as string }),
      ]);
      for (const connection of open) connection.close();
      await Promise.all(open.map((connection) => connection.untilClosed()));
      const again = await RawConnection.open(origin, request);
      await again.until('200 OK');
      again.close();
    });
  });

  describe('a request', () => {
    it('with Expect: 100-continue is told to go on, and answered', async () => {
      const body = JSON.stringify(newCustomer());
      const headers = ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
      const asking = head('POST /v1/customers', authorised(), ...headers, 'Expect: 100-continue', 'Connection: close');
      const connection = await RawConnection.open(origin, asking);
      await connection.until('100 Continue');
      connection.send(body);
      expect(await connection.untilClosed()).toContain('HTTP/1.1 201 Created');
    });

    it('in chunks is passed on as a whole', async () => {
      const body = JSON.stringify(newCustomer());
      const chunks = body.match(/[^]{1,100}/g)!.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`);
      const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close'];
      const request = head('POST /v1/customers', authorised(), ...headers) + chunks.join('') + '0\r\n\r\n';
      expect(statusOf(await RawConnection.exchange(origin, request))).toBe(201);
    });

    it('over 1 MB is refused, whether it says so before or not', async () => {
      const body = 'x'.repeat(1_048_577);
      const headers = ['Content-Type: application/json', 'Connection: close'];
      const said = head('POST /v1/customers', authorised(), ...headers, `Content-Length: ${body.length}`);
      const unsaid = head('POST /v1/customers', authorised(), ...headers, 'Transfer-Encoding: chunked');
      const answers = await Promise.all([
        RawConnection.exchange(origin, said),
        RawConnection.exchange(origin, `${unsaid}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
      ]);
      expect(answers.map(statusOf)).toEqual([413, 413]);
    });

    it('of many goes over one connection, in both directions of HTTP/1.1 and with a body that GET does not need', async () => {
      const connection = await RawConnection.open(origin, head('GET /v1/customers', authorised()));
      await connection.until('"totalCount"');
      connection.send(head('GET /v1/agreements', authorised(), 'Content-Length: 2') + '{}');
      await connection.until('MicrosoftCloudAgreement');
      connection.send(head('GET /health/live', 'Connection: close'));
      expect((await connection.untilClosed()).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    });

    it('by HEAD is answered without a body', async () => {
      const answer = await agent.send('HEAD', `/v1/domains/${uniqueDomain()}`);
      expect([answer.status, answer.text]).toEqual([404, '']);
    });

    it.each([
      ['GET /v1/providers?name=%zz', 'not well-formed'],
      ['GET http://platform/v1/customers', 'must name a path'],
      ['GET /v1/customers#top', 'fragment'],
      ['GET /v1/customers/%00', 'control characters'],
      ['GET /v1/%zz', 'cannot be read'],
    ])('%s is refused by what is wrong with it', async (line, reason) => {
      const answer = await RawConnection.exchange(origin, head(line, authorised(), 'Connection: close'));
      expect(statusOf(answer)).toBe(400);
      expect(bodyOf(answer)).toMatchObject({ code: 2000, description: expect.stringContaining(reason) as string });
    });

    it.each([
      ['GET /verifications/%07', 'text/html; charset=utf-8', 'role="alert"'],
      ['GET /contoso%0A/oauth2/authorize', 'text/html; charset=utf-8', 'role="alert"'],
      ['GET /contoso%0A/discovery/instance', 'application/json; charset=utf-8', '"error":"invalid_request"'],
    ])('%s is refused in the form of its path', async (line, type, content) => {
      const answer = await RawConnection.exchange(origin, head(line, 'Connection: close'));
      expect([statusOf(answer), /^content-type: (.*)\r$/im.exec(answer)?.[1]]).toEqual([400, type]);
      expect(answer).toContain(content);
    });

    it('that confirms no sign-out is refused by a page, whatever it accepts', async () => {
      const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await agent.send('POST', '/organizations/oauth2/v2.0/logout/confirm', '', headers);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    });

    it('with dots in its query is passed on', async () => {
      const filter = JSON.stringify({ Field: 'CompanyName', Operator: 'starts_with', Value: '../Contoso' });
      expect((await agent.get(`/v1/customers?filter=${encodeURIComponent(filter)}`)).status).toBe(200);
    });

    it.each(['constructor', 'toString', '__proto__'])(
      'that filters by the operator %s is refused',
      async (operator) => {
        const filter = JSON.stringify({ Field: 'Name', Operator: operator, Value: 'a' });
        const { status, body } = await provider.get(`/v1/relationships?filter=${encodeURIComponent(filter)}`);
        expect([status, body.description]).toEqual([400, expect.stringContaining('operators')]);
      },
    );

    it.each([
      ['431', head('GET /v1/customers', `X-Long: ${'x'.repeat(20_000)}`), 431, '16 KB'],
      ['405', head('BREW /v1/customers'), 405, 'method is not known'],
      ['400', 'no HTTP at all\r\n\r\n', 400, 'not a valid HTTP request'],
      ['400', 'GET /v1/customers HTTP/9.9\r\n\r\n', 400, 'not a valid HTTP request'],
    ])('that is none is refused in the usual form: %s %#', async (_title, bytes, status, reason) => {
      const answer = await RawConnection.exchange(origin, bytes);
      expect(statusOf(answer)).toBe(status);
      expect(bodyOf(answer)).toMatchObject({ description: expect.stringContaining(reason) as string, data: [] });
    });
  });

  describe('a method that a path does not have', () => {
    it.each([
      ['TRACE', '/v1/customers', 'GET, POST'],
      ['OPTIONS', '/v1/customers', 'GET, POST'],
      ['PUT', '/v1/users', 'GET, POST'],
      ['PROPFIND', '/v1/users', 'GET, POST'],
      ['POST', '/openapi.json', 'GET, HEAD'],
      ['PATCH', '/v1/customers/relationshiprequests', 'GET, POST'],
      ['DELETE', '/v1/partnershipinvitations/counts', 'GET'],
    ])('%s %s is answered by 405 and what it has', async (method, path, allow) => {
      const answer = await RawConnection.exchange(origin, head(`${method} ${path}`, 'Connection: close'));
      expect([statusOf(answer), /^allow: (.*)\r$/im.exec(answer)?.[1]]).toEqual([405, allow]);
    });
  });

  it('a letter that is longer in lower case leaves the path what it is', async () => {
    const { status, body } = await agent.get('/v1/customers/%C4%B0/users');
    expect([status, body.description]).toEqual([400, 'customerId must be a GUID.']);
  });

  describe('what Partner Center has, and the platform has not,', () => {
    it.each([
      '/v1/customers/usagerecords',
      '/v1/invoices',
      '/v1/customers/{id}/subscriptions/usagerecords',
      '/v1/customers/{id}/subscriptions/overage',
    ])('%s is not found: a fixed word is no id', async (path) => {
      const { status, body } = await agent.get(path.replace('{id}', partner.tenantId));
      expect([status, body.code, body.description]).toEqual([404, 1000, expect.stringContaining('not supported here')]);
    });
  });

  describe('an answer', () => {
    it('with HTTP/1.0 or Connection: close ends the connection', async () => {
      const old = await RawConnection.exchange(origin, `GET /v1/customers HTTP/1.0\r\n${authorised()}\r\n\r\n`);
      expect([statusOf(old), /^connection: (.*)\r$/im.exec(old)?.[1]]).toEqual([200, 'close']);
      const closed = await RawConnection.exchange(origin, head('GET /v1/customers', authorised(), 'Connection: close'));
      expect([statusOf(closed), /^connection: (.*)\r$/im.exec(closed)?.[1]]).toEqual([200, 'close']);
    });

    it('is kept by no cache and framed by no page, unless the service knows better', async () => {
      const answers = {
        customers: await agent.get('/v1/customers'),
        created: await agent.post('/v1/customers', newCustomer()),
        refused: await nobody.get('/v1/customers'),
        missing: await nobody.get('/nowhere'),
      };
      for (const [name, { headers }] of Object.entries(answers)) {
        expect([name, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
          name,
          'no-store',
          'nosniff',
        ]);
        expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      }
      const page = await nobody.get('/invitations/unknown');
      expect(page.headers.get('content-security-policy')).toContain(`style-src 'sha256-`);
    });

    it('of the reader of the API lets its own scripts alone run', async () => {
      const { status, text, headers } = await nobody.get('/docs');
      expect([status, headers.get('x-frame-options')]).toEqual([200, 'DENY']);
      expect(headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(text).not.toMatch(/<script>|\son\w+=/);
    });
  });

  it('bodies arrive byte for byte', async () => {
    const companyName = 'Größe 你好 🚀';
    const { status, body } = await agent.post<Customer>('/v1/customers', newCustomer({ companyName }));
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect([status, hash(body.billingProfile.companyName)]).toEqual([201, hash(companyName)]);
  });
});
