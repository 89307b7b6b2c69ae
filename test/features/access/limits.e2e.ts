import { ApiClient } from '../../support/clients/api-client.js';
import { eventually } from '../../support/eventually.js';
import { RawConnection } from '../../support/clients/raw-connection.js';
import { TestPlatform } from '../../support/platform/test-platform.js';

const LIMIT = 8;
const CONNECTIONS = 20;

describe('limits at the gateway', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await TestPlatform.behindGateway({
      RATE_LIMIT_PER_MINUTE: String(LIMIT),
      ENDPOINT_LIMIT_FACTOR: '0.01',
      TRUSTED_PROXIES: '127.0.0.1',
      CONNECTIONS_PER_ADDRESS: String(CONNECTIONS),
    });
  });
  afterAll(() => platform.stop());

  it('a user over the limit gets 429 as Partner Center answers it, and other users go on', async () => {
    const partner = await platform.partner('direct-bill');
    const agent = partner.user('AdminAgent');
    const answers = await Promise.all(Array.from({ length: LIMIT + 2 }, () => agent.get('/v1/customers')));
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled).toHaveLength(2);
    expect(throttled[0]!.body).toEqual({
      statusCode: 429,
      message: expect.stringMatching(/^Rate limit is exceeded\. Try again in \d+ seconds\.$/),
    });
    expect(Number(throttled[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await partner.user('SalesAgent').get('/v1/customers')).status).toBe(200);
  });

  it('[I2] an endpoint with a limit of its own counts apart, for each address', async () => {
    const client = new ApiClient(platform.gatewayUrl);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = () => client.send('POST', '/organizations/oauth2/token', 'grant_type=client_credentials', form);
    const statuses = [];
    for (let request = 0; request < 5; request++) statuses.push((await ask()).status);
    expect(statuses).toEqual([400, 400, 400, 429, 429]);
    expect((await client.get('/.well-known/openid-configuration')).status).toBe(200);
  });

  it('[I2] a page that is limited says so as a page, and a sign-in as OAuth does', async () => {
    const client = new ApiClient(platform.gatewayUrl);
    let page = await client.get('/invitations/unknown');
    while (page.status !== 429) page = await client.get('/invitations/unknown');
    expect([page.headers.get('content-type'), page.text]).toEqual([
      'text/html; charset=utf-8',
      expect.stringContaining('<p role="alert">Rate limit is exceeded.'),
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = () => client.send('POST', '/organizations/oauth2/token', 'grant_type=client_credentials', form);
    let token = await ask();
    while (token.status !== 429) token = await ask();
    expect(token.body).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.stringContaining('Rate limit') as string,
    });
    expect(Number(token.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('[I2] the requests of one client through a trusted proxy are counted, not the connections of the proxy', async () => {
    const { gatewayUrl } = platform;
    const half = (address: string): string =>
      `POST /v1/verifications/x HTTP/1.1\r\nHost: platform\r\nX-Forwarded-For: ${address}\r\nContent-Length: 9\r\n\r\n{`;
    const open = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => RawConnection.open(gatewayUrl, half('203.0.113.7'))),
    );
    const from = (address: string) => new ApiClient(gatewayUrl).get('/health/live', { 'x-forwarded-for': address });
    const tooMany = await eventually('One client has too many requests in work', async () => {
      const answer = await from('203.0.113.7');
      return answer.status === 429 && answer;
    });
    expect(tooMany.body.description).toContain('20 requests are open from your address');
    expect((await from('203.0.113.8')).status).toBe(200);
    for (const connection of open) connection.close();
  });

  it('[I2] behind a trusted proxy the address is the one that it names, whatever the client says of itself', async () => {
    const client = new ApiClient(platform.gatewayUrl);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const from = async (addresses: string): Promise<number> => {
      const headers = { ...form, 'x-forwarded-for': addresses };
      const path = '/organizations/oauth2/v2.0/token';
      return (await client.send('POST', path, 'grant_type=client_credentials', headers)).status;
    };
    const one = [];
    for (let request = 0; request < 4; request++) one.push(await from(`198.51.100.${request}, 203.0.113.1`));
    expect(one).toEqual([400, 400, 400, 429]);
    expect(await from('203.0.113.2')).toBe(400);
  });
});
