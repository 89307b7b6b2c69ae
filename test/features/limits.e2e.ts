import { TestPlatform } from '../support/test-platform.js';

const LIMIT = 8;

describe('limits at the gateway', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await TestPlatform.start({ env: { RATE_LIMIT_PER_MINUTE: String(LIMIT) } });
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
});
