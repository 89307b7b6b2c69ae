import { decodeJwt, decodeProtectedHeader } from 'jose';
import { ApiClient } from '../support/api-client.js';
import { OAuthClient, partnerCenter } from '../support/oauth-client.js';
import { TestPlatform } from '../support/test-platform.js';

const password = 'Correct horse 1';

describe('signing in', () => {
  let platform: TestPlatform;
  let issuer: string;
  let tenantId: string;
  let domain: string;
  let admin: ApiClient;
  let ledger: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ instances: { identity: 2 } });
    issuer = platform.platform.gatewayUrl;
    const people = await platform.people(
      { userName: 'ana', roles: ['GlobalAdmin'], password },
      { userName: 'Bo', roles: ['SalesAgent', 'AdminAgent'], password },
    );
    ({ tenantId, domain } = people);
    admin = new ApiClient(issuer, people.tokens.get('ana'));
    ledger = await OAuthClient.register(admin);
  });
  afterAll(() => platform.stop());

  it('[I2] an unmodified client signs a user in, and the token is good for the API', async () => {
    const tokens = await ledger.signIn(`bo@${domain.toUpperCase()}`, password);
    expect(tokens).toMatchObject({
      token_type: 'bearer',
      expires_in: 600,
      refresh_token: expect.any(String) as string,
    });
    expect(decodeProtectedHeader(tokens.access_token).alg).toBe('RS256');
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      ...{ iss: issuer, aud: partnerCenter, tid: tenantId, idtyp: 'user', appid: ledger.appId },
      ...{ upn: `Bo@${domain}`, roles: ['SalesAgent', 'AdminAgent'], oid: expect.any(String) as string },
    });
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(tokens.claims()).toMatchObject({ sub: claims.oid, tid: tenantId, preferred_username: `Bo@${domain}` });
    const { status } = await new ApiClient(issuer, tokens.access_token).get('/v1/applications');
    expect(status).toBe(200);
  });
});
