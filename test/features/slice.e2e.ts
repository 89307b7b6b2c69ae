import { attestation, newCustomer, newOrder } from '../support/requests.js';
import { TestPlatform } from '../support/test-platform.js';

describe('a customer is created, attested and ordered for', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await TestPlatform.start();
  });
  afterAll(() => platform.stop());

  it('[A7] refuses the order with 13605 until the agreement is confirmed, then accepts the very next one', async () => {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { id } = (await agent.post('/v1/customers', newCustomer())).body;
    const refused = await agent.post(`/v1/customers/${id}/orders`, newOrder());
    expect([refused.status, refused.body.code]).toEqual([403, 13605]);
    expect((await agent.post(`/v1/customers/${id}/agreements`, attestation())).status).toBe(201);
    expect((await agent.post(`/v1/customers/${id}/orders`, newOrder())).status).toBe(201);
  });
});
