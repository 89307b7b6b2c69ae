import { randomUUID } from 'node:crypto';
import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { TestPlatform, type TestOrganisation } from '../../support/platform/test-platform.js';
import { TokenForge } from '../../support/scenes/token-forge.js';
import { roles, denied, noRight } from './endpoints.js';
import { verdictOf } from '../../support/wire/answers.js';

describe('the operator', () => {
  let platform: TestPlatform;
  let databases: Databases;
  let forge: TokenForge;
  let directBill: TestOrganisation;
  let provider: TestOrganisation;
  let stranger: TestOrganisation;
  let operator: ApiClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    databases = new Databases(platform);
    [directBill, provider] = await platform.partners('direct-bill', 'indirect-provider');
    stranger = await platform.organisation();
    operator = await platform.operator();
    forge = await TokenForge.open(platform, databases);
  });
  afterAll(() => databases.close());

  const onboarding = (tenantId: string, changes: object = {}): object => ({
    tenantId,
    companyName: 'A partner',
    partnerType: 'direct-bill',
    country: 'US',
    ...changes,
  });

  it('[E5] alone onboards and sees partners; the same role in another tenant is worth nothing', async () => {
    const path = '/v1/operator/partners';
    const body = onboarding(stranger.tenantId);
    const forged = { tid: directBill.tenantId, oid: randomUUID(), idtyp: 'user', roles: [...roles] };
    const app = { tid: directBill.tenantId, appid: randomUUID(), idtyp: 'app', roles: ['Operator'] };
    const clients = {
      ...Object.fromEntries(roles.map((role) => [role, directBill.user(role)])),
      forged: clientWith(await forge.sign(forged)),
      app: clientWith(await forge.sign(app)),
    };
    for (const [name, client] of Object.entries(clients)) {
      const refusal = name === 'app' ? denied : noRight;
      expect([name, verdictOf(await client.post(path, body), 201)]).toEqual([name, refusal]);
      expect([name, verdictOf(await client.get(`${path}/${directBill.tenantId}`), 200)]).toEqual([name, refusal]);
    }
  });

  it('[E5] sees a partner as it was onboarded', async () => {
    const { status, body } = await operator.get(`/v1/operator/partners/${provider.tenantId}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: provider.tenantId,
      companyName: 'A partner',
      partnerType: 'indirect-provider',
      status: 'active',
      country: 'US',
      cloud: 'Global',
      mpnId: provider.mpnId,
      links: { self: { uri: `/operator/partners/${provider.tenantId}`, method: 'GET', headers: [] } },
      attributes: { objectType: 'Partner' },
    });
    expect(verdictOf(await operator.get(`/v1/operator/partners/${stranger.tenantId}`), 200)).toBe('404/1000');
  });

  it('[E5] onboarding again answers the same, and as anything else is refused', async () => {
    const path = '/v1/operator/partners';
    const { tenantId, mpnId } = directBill;
    const again = await operator.post(path, onboarding(tenantId, { mpnId }));
    expect([again.status, again.body.id]).toEqual([201, tenantId]);
    const other = onboarding(tenantId, { mpnId, partnerType: 'indirect-provider' });
    expect(verdictOf(await operator.post(path, other), 201)).toBe('409/2000');
  });

  it('[E5] onboards nobody without a tenant, elsewhere than its tenant, or by faulty words', async () => {
    const path = '/v1/operator/partners';
    const { tenantId } = stranger;
    expect(verdictOf(await operator.post(path, onboarding(randomUUID())), 201)).toBe('404/60003');
    expect(verdictOf(await operator.post(path, onboarding(tenantId, { country: 'DE' })), 201)).toBe('400/2000');
    for (const [field, value] of Object.entries({ tenantId: 'x', partnerType: 'CSP', country: 'XX', mpnId: 'M1' })) {
      const { status, body } = await operator.post(path, onboarding(tenantId, { [field]: value }));
      expect([status, body.description]).toEqual([400, expect.stringContaining(field)]);
    }
  });

  function clientWith(token: string): ApiClient {
    return new ApiClient(platform.gatewayUrl, token);
  }
});
