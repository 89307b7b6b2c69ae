import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { customerCreated } from '#contracts/customers/customer/customer-created.v1';
import { ApiClient } from '../../support/clients/api-client.js';
import { EventTap } from '../../support/clients/event-tap.js';
import { eventually } from '../../support/eventually.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type AsyncApiDocument } from '../../support/wire/body.js';

describe('what is published of events and commands', () => {
  let platform: TestPlatform;
  let nobody: ApiClient;
  beforeAll(() => {
    platform = TestPlatform.shared();
    nobody = new ApiClient(platform.gatewayUrl);
  });
  afterAll(() => platform.stop());

  it('[events] each message names its schema, which takes it', async () => {
    const tap = await EventTap.open(platform.kafkaBrokers, [`${platform.prefix}.customers.events`]);
    try {
      const agent = (await platform.partner('direct-bill')).user('AdminAgent');
      const { id } = (await agent.post('/v1/customers', newCustomer())).body as { id: string };
      const { headers, data } = await eventually('the event arrives', () => tap.of(id)[0]);
      const uri = headers['ce_dataschema'] ?? '';
      expect(uri).toBe(`${platform.gatewayUrl}/schemas/${customerCreated.type}.json`);
      const { status, body, headers: told } = await nobody.get<{ $id: string }>(new URL(uri).pathname);
      expect([status, told.get('content-type'), body.$id]).toEqual([
        200,
        'application/schema+json; charset=utf-8',
        uri,
      ]);
      const ajv = new Ajv2020();
      addFormats.default(ajv);
      expect(ajv.validate(body, data)).toBe(true);
      expect(ajv.validate(body, { ...data, customerId: 7 })).toBe(false);
    } finally {
      await tap.close();
    }
  });

  it('[events] the index leads to the schema of each message', async () => {
    const { schemas } = (await nobody.get<{ schemas: { type: string; schema: string }[] }>('/schemas')).body;
    expect(schemas.length).toBeGreaterThan(40);
    for (const { type, schema } of schemas) {
      const { status, body } = await nobody.get<{ $id: string; title: string }>(new URL(schema).pathname);
      expect([status, body.title, body.$id]).toEqual([200, type, schema]);
    }
  });

  it('[events] the AsyncAPI document has the topics of this platform', async () => {
    const { status, body } = await nobody.get<AsyncApiDocument>('/asyncapi.json');
    expect([status, body.asyncapi]).toEqual([200, '3.1.0']);
    expect(body.channels['customers']?.bindings.kafka.topic).toBe(`${platform.prefix}.customers.events`);
    expect(body.operations['customersTakes']?.bindings.kafka.groupId.enum).toEqual([`${platform.prefix}.customers`]);
  });

  it('[events] the reader is a page without scripts, for each message as well', async () => {
    for (const path of ['/events', `/events/${customerCreated.type}`]) {
      const { status, text, headers } = await nobody.get(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
      expect(text).toContain('customer.created');
    }
  });

  it.each(['/asyncapi.json', '/schemas', `/schemas/${customerCreated.type}.json`, '/events'])(
    '[events] %s is kept by caches, which learn by its etag that it has not changed, and counted',
    async (path) => {
      const { headers } = await nobody.get(path);
      const etag = headers.get('etag') ?? '';
      expect(headers.get('cache-control')).toBe('public, max-age=300');
      expect(Number(headers.get('x-ratelimit-limit'))).toBeGreaterThan(0);
      const again = await nobody.get(path, { 'if-none-match': `"other", W/${etag}` });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
      expect((await nobody.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
      expect((await nobody.send('HEAD', path)).status).toBe(200);
      expect((await nobody.send('POST', path)).status).toBe(405);
    },
  );

  it.each(['/schemas/io.twotier.customer.created.v9.json', '/events/none'])('[events] %s is not found', async (path) =>
    expect((await nobody.get(path)).status).toBe(404),
  );
});
