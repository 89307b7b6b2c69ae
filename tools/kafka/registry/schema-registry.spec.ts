import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { publishedSchemas } from './published-schemas.ts';
import { SchemaRegistry } from './schema-registry.ts';

interface Asked {
  method: string;
  url: string;
  authorization: string | undefined;
  body?: Record<string, unknown>;
}

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** Answers as told, and records what it is asked. */
async function serve(
  answer: (asked: Asked) => [status: number, body: object | string],
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const one = {
        method,
        url,
        authorization: headers.authorization,
        ...(body && { body: JSON.parse(body) as Record<string, unknown> }),
      };
      asked.push(one);
      const [status, content] = answer(one);
      response.writeHead(status).end(typeof content === 'string' ? content : JSON.stringify(content));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** An address where nobody listens. */
async function nobody(): Promise<string> {
  const { url } = await serve(() => [200, {}]);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

const schema = { id: 'io.twotier.customer.created.v1', type: 'JSON', content: '{"type":"object"}' } as const;
const path = '/groups/two%20tier/artifacts';

it('[schemas] a schema is given to the registry as one artifact, whose version it finds or adds', async () => {
  const versions = ['1', '1', '2'];
  const { url, asked } = await serve(({ method }) => {
    if (method === 'POST') return [200, { artifact: {}, version: { version: versions.shift() } }];
    return asked.length === 1 ? [404, { title: 'No artifact' }] : [200, { version: '1' }];
  });
  const registry = new SchemaRegistry(`${url}/`, 'two tier', 'token-1');
  expect(await registry.publish(schema)).toEqual({ version: '1', isNew: true });
  expect(await registry.publish(schema)).toEqual({ version: '1', isNew: false });
  expect(await registry.publish(schema)).toEqual({ version: '2', isNew: true });
  expect(asked.slice(0, 2)).toEqual([
    { method: 'GET', url: `${path}/${schema.id}/versions/branch=latest`, authorization: 'Bearer token-1' },
    {
      method: 'POST',
      url: `${path}?ifExists=FIND_OR_CREATE_VERSION`,
      authorization: 'Bearer token-1',
      body: {
        artifactId: schema.id,
        artifactType: 'JSON',
        name: schema.id,
        firstVersion: { content: { content: schema.content, contentType: 'application/json' } },
      },
    },
  ]);
});

it('[schemas] says what is wrong: nobody there, something else there, a refusal', async () => {
  const away = `${await nobody()}/apis/registry/v3`;
  await expect(new SchemaRegistry(away, 'twotier').assertThere()).rejects.toThrow(
    `No registry answers at ${away}: ECONNREFUSED. Start one, or set REGISTRY_URL.`,
  );
  const { url } = await serve(() => [404, '<html>']);
  await expect(new SchemaRegistry(url, 'twotier').assertThere()).rejects.toThrow(
    `${url} is no Apicurio Registry 3: it answers 404 to /system/info.`,
  );
  const refusing = await serve(({ method }) => (method === 'POST' ? [403, { title: 'Forbidden' }] : [404, {}]));
  await expect(new SchemaRegistry(refusing.url, 'twotier').publish(schema)).rejects.toThrow(
    `The registry refuses ${schema.id}: 403 Forbidden`,
  );
});

it('[schemas] what is published is what the platform serves: each schema once, and the document', async () => {
  const messages = {
    created: { name: schema.id },
    again: { name: schema.id },
    changed: { name: 'io.twotier.changed.v1' },
  };
  const document = JSON.stringify({ components: { messages } });
  const { url } = await serve((asked) => [200, asked.url === '/asyncapi.json' ? document : `{"$id":"${asked.url}"}`]);
  expect(await publishedSchemas(`${url}/`)).toEqual([
    { id: 'io.twotier.changed.v1', type: 'JSON', content: '{"$id":"/schemas/io.twotier.changed.v1.json"}' },
    { id: schema.id, type: 'JSON', content: `{"$id":"/schemas/${schema.id}.json"}` },
    { id: 'two-tier', type: 'ASYNCAPI', content: document },
  ]);
  await expect(publishedSchemas(await nobody())).rejects.toThrow('The platform does not answer at');
});
