import { randomUUID } from 'node:crypto';
import { ApiClient } from '../../support/clients/api-client.js';
import { OtherIssuer } from '../../support/scenes/other-issuer.js';
import { newCustomer } from '../../support/scenes/requests.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type Customer, type WorkAccount, type User } from '../../support/wire/resources.js';

const audience = 'https://api.partners.example';

describe('with another issuer', () => {
  let issuer: OtherIssuer;
  let impostor: OtherIssuer;
  let platform: TestPlatform;
  let tenantId: string;

  beforeAll(async () => {
    issuer = await OtherIssuer.start(audience);
    impostor = await OtherIssuer.start(audience);
    platform = await TestPlatform.start({
      env: {
        OIDC_ISSUER: issuer.url,
        TOKEN_AUDIENCE: audience,
        OIDC_CLAIMS: 'tid=tenant_id, oid=user.id, upn=email, roles=realm_access.roles, appid=client_id',
      },
    });
    ({ tenantId } = await platform.people({ userName: 'ana', roles: [] }));
    const operator = await clientOf({ ...user('Operator'), tenant_id: platform.operatorTenant });
    const onboarding = { tenantId, companyName: 'A partner', partnerType: 'direct-bill', country: 'US' };
    expect((await operator.postPatiently('/v1/operator/partners', onboarding)).status).toBe(201);
  });
  afterAll(async () => {
    await platform.stop();
    await issuer.stop();
    await impostor.stop();
  });

  it('[I5] its tokens are good for the API, with tenant, user and roles from where it has them', async () => {
    const agent = await clientOf(user('AdminAgent'));
    expect((await agent.get('/v1/customers')).status).toBe(200);
    const billing = await clientOf(user('BillingAdmin'));
    expect((await billing.get('/v1/customers')).status).toBe(403);
    const elsewhere = await clientOf({ ...user('AdminAgent'), tenant_id: randomUUID() });
    expect((await elsewhere.get('/v1/customers')).status).toBe(403);
  });

  it('[I5] applications of it have no roles', async () => {
    const app = await clientOf({ tenant_id: tenantId, idtyp: 'app', realm_access: { roles: ['AdminAgent'] } });
    expect((await app.get('/v1/customers')).status).toBe(200);
    expect((await app.get('/v1/agreements?agreementType=*')).status).toBe(403);
  });

  it('[I5] Operator is a role of the operator alone, whatever a token says', async () => {
    const operator = await clientOf(user('Operator'));
    expect((await operator.get(`/v1/operator/partners/${tenantId}`)).status).toBe(403);
  });

  it('[I5] tokens without tenant or user, or of another issuer are refused', async () => {
    const { tenant_id: _, ...ofNoTenant } = user('AdminAgent');
    const { user: __, ...ofNobody } = user('AdminAgent');
    const tokens = [
      await issuer.token(ofNoTenant),
      await issuer.token(ofNobody),
      await impostor.token(user('AdminAgent')),
    ];
    for (const token of tokens) {
      expect((await new ApiClient(platform.gatewayUrl, token).get('/v1/customers')).status).toBe(401);
    }
  });

  it('[I5] identity issues no tokens, and says where they come from', async () => {
    const anonymous = new ApiClient(platform.gatewayUrl);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sentence = `This platform issues no tokens: sign in at ${issuer.url}.`;
    for (const { status, body } of [
      await anonymous.get('/.well-known/openid-configuration'),
      await anonymous.send('POST', `/${tenantId}/oauth2/token`, 'grant_type=client_credentials', form),
      await anonymous.send('POST', '/common/oauth2/v2.0/devicecode', 'client_id=c', form),
      await anonymous.get('/common/discovery/instance'),
    ])
      expect([status, body]).toEqual([404, { error: 'invalid_request', error_description: sentence }]);
    for (const { status, body } of [
      await anonymous.get('/discovery/v2.0/keys'),
      await anonymous.send('POST', '/generatetoken', 'grant_type=jwt_token', form),
    ])
      expect([status, body.description]).toEqual([404, sentence]);
    for (const path of ['/sign-in/1', '/devicelogin', '/common/oauth2/v2.0/authorize']) {
      const { status, text, headers } = await anonymous.get(path);
      expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(text).toContain(sentence);
    }
  });

  it("[I5] a new customer's admin has a name here, and no password", async () => {
    const agent = await clientOf(user('AdminAgent'));
    const { status, body } = await agent.postPatiently<Customer>('/v1/customers', newCustomer());
    expect([status, body.userCredentials]).toEqual([201, { userName: 'admin' }]);
  });

  it('[I5] a work account has a tenant and a user here, whose tokens the issuer makes; users that it adds as well', async () => {
    const company = { companyName: 'Contoso', domain: `w${randomUUID()}.example`, country: 'US' };
    const first = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password: 'Ripe-plums-7' };
    const anonymous = new ApiClient(platform.gatewayUrl);
    const headers = { 'ms-requestid': randomUUID() };
    const created = await anonymous.post<WorkAccount>('/v1/workaccounts', { ...company, user: first }, headers);
    expect([created.status, Object.keys(created.body)]).toEqual([201, ['tenantId', 'userId']]);
    const repeated = await anonymous.post('/v1/workaccounts', { ...company, user: first }, headers);
    expect(repeated.body).toEqual(created.body);

    const identified = { tenant_id: created.body.tenantId, user: { id: created.body.userId } };
    const admin = await clientOf({ ...user('GlobalAdmin'), ...identified });
    const added = await admin.post<User>('/v1/users', { firstName: 'Bo', lastName: 'Reed', userName: 'bo' });
    expect([added.status, added.body.userCredentials]).toEqual([201, { userName: `bo@${company.domain}` }]);
  });

  function user(...roles: string[]): Record<string, unknown> {
    return {
      tenant_id: tenantId,
      user: { id: randomUUID() },
      email: 'ana@contoso.com',
      realm_access: { roles },
      tid: randomUUID(),
      roles: ['GlobalAdmin'],
    };
  }

  async function clientOf(claims: Record<string, unknown>): Promise<ApiClient> {
    return new ApiClient(platform.gatewayUrl, await issuer.token(claims));
  }
});
