import { apiNames, standardAuthorization, standardTokenRequest, type Parameters } from './wire-dialect.js';

const names = apiNames('https://partners.example', 'https://api.partnercenter.microsoft.com');
const authorization = (given: Parameters, dialect: 'v1' | 'v2' = 'v2'): Parameters =>
  standardAuthorization(given, dialect, names);
const token = (given: Parameters): Parameters => standardTokenRequest(given, names);
const api = 'urn:two-tier:api';

describe('[I2] authorization requests', () => {
  it.each([
    ['https://api.partnercenter.microsoft.com/.default', 'user_impersonation'],
    ['https://api.partnercenter.microsoft.com//.default', 'user_impersonation'],
    ['https://API.partnercenter.microsoft.com/user_impersonation', 'user_impersonation'],
    ['https://graph.windows.net/.default', 'user_impersonation'],
    ['https://partners.example/.default', 'user_impersonation'],
    ['user_impersonation', 'user_impersonation'],
  ])('v2: the scope %s is for the API', (scope, right) =>
    expect(authorization({ scope: `openid ${scope}` })).toMatchObject({ scope: `openid ${right}` }),
  );

  it('v2: a scope that names the API asks for it as a resource', () =>
    expect(authorization({ scope: 'https://graph.windows.net/.default' }).resource).toEqual([api]));

  it('v2: without a scope for the API no resource is asked for', () =>
    expect(authorization({ scope: 'openid profile' })).toEqual({ scope: 'openid profile' }));

  it('v2: an unknown resource stays what it is, to be refused', () =>
    expect(authorization({ scope: 'https://graph.microsoft.com/User.Read' })).toEqual({
      scope: 'User.Read',
      resource: ['https://graph.microsoft.com'],
    }));

  it('v2: offline_access is heeded without prompt=consent', () =>
    expect(authorization({ scope: 'openid offline_access' })).toEqual({ scope: 'openid offline' }));

  it('v1: everything is asked for, whatever is said', () => {
    const all = { scope: 'openid offline user_impersonation', resource: api };
    expect(authorization({}, 'v1')).toEqual(all);
    expect(authorization({ resource: 'https://graph.windows.net/' }, 'v1')).toEqual(all);
  });

  it("words for prompts that are Microsoft's own are taken for the standard ones", () =>
    expect(authorization({ prompt: 'select_account admin_consent login' }).prompt).toBe('login consent'));

  it('what is sent twice is left alone, to be refused', () => {
    const twice = { scope: ['openid', 'profile'], client_id: ['a', 'b'] };
    expect(authorization(twice)).toEqual(twice);
    expect(token(twice)).toEqual(twice);
  });
});

describe('[I2] token requests', () => {
  it('of applications are for the API, in whatever words', () => {
    const standard = { grant_type: 'client_credentials', resource: api };
    expect(token({ grant_type: 'client_credentials' })).toEqual(standard);
    expect(token({ grant_type: 'client_credentials', resource: 'https://graph.windows.net' })).toEqual(standard);
    expect(token({ grant_type: 'client_credentials', scope: 'https://graph.windows.net/.default' })).toEqual({
      ...standard,
      resource: [api],
    });
  });

  it('of applications for something else stay what they are, to be refused', () => {
    const other = { grant_type: 'client_credentials', resource: 'https://other.example' };
    expect(token(other)).toEqual(other);
  });

  it('with a refresh token that name the API mean what was granted', () =>
    expect(
      token({ grant_type: 'refresh_token', scope: 'openid offline_access https://graph.windows.net/.default' }),
    ).toEqual({ grant_type: 'refresh_token', resource: [api] }));

  it('with a refresh token that ask for less get less', () =>
    expect(token({ grant_type: 'refresh_token', scope: 'openid offline_access' })).toEqual({
      grant_type: 'refresh_token',
      scope: 'openid offline',
    }));

  it.each(['device_code', 'urn:ietf:params:oauth:grant-type:device_code'])('of devices are one grant: %s', (grant) => {
    const device = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'd', client_id: 'c' };
    expect(token({ ...device, grant_type: grant })).toEqual(device);
    expect(token({ grant_type: grant, code: 'd', client_id: 'c' })).toEqual(device);
  });

  it('with a code lose nothing', () =>
    expect(token({ grant_type: 'authorization_code', code: 'c', resource: 'https://graph.windows.net' })).toEqual({
      grant_type: 'authorization_code',
      code: 'c',
      resource: api,
    }));
});
