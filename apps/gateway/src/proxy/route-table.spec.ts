import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type ServiceName } from '#lib/contracts';
import { API_DOCUMENT_PATH, BaseConfig, ServiceInstances } from '#lib/service-kit';
import { RouteTable } from './route-table.js';

const services = ['IDENTITY', 'ENROLLMENT', 'RELATIONSHIPS', 'CUSTOMERS', 'AGREEMENTS', 'NOTIFICATIONS'] as const;

describe('RouteTable', () => {
  let server: Server;
  let url: string;
  let table: RouteTable;
  beforeAll(async () => {
    server = createServer((request, response) => {
      // All of them name the same path.
      const document = { openapi: '3.1.0', info: {}, paths: { '/v1/customers': { get: { responses: {} } } } };
      response.writeHead(request.url === API_DOCUMENT_PATH ? 200 : 404).end(JSON.stringify(document));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => table.onModuleDestroy());
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function startedWith(urlOf: (service: (typeof services)[number]) => string): Promise<ServiceName[]> {
    const urls = services.map((service) => [`${service}_URLS`, [urlOf(service)]]);
    const config = Object.assign(new BaseConfig(), Object.fromEntries(urls));
    table = new RouteTable(new ServiceInstances(config));
    await table.onModuleInit();
    return table.missing;
  }

  it('[ruling 34] knows what services that run answer, before the gateway takes a request', async () => {
    expect(await startedWith(() => url)).toEqual([]);
    expect(table.find('GET', '/v1/customers')).toMatchObject({ pattern: '/v1/customers' });
  });

  it('[ruling 34] leaves a path that two services name to one of them', async () => {
    await startedWith(() => url);
    expect(table.find('GET', '/v1/customers')).toMatchObject({ service: 'identity' });
  });

  it('[ruling 34] starts without services that do not run', async () =>
    expect(await startedWith((service) => (service === 'CUSTOMERS' ? 'http://127.0.0.1:1' : url))).toEqual([
      'customers',
    ]));
});
