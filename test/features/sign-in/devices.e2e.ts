import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { Browser, type Shown } from '../../../tools/token/browser.js';
import { Databases } from '../../support/platform/databases.js';
import { everyScope, OAuthClient, partnerCenter } from '../../support/clients/oauth-client.js';
import { SignInScene, expectOAuthRefusal, invalidFields, password } from './sign-in-scene.js';

describe('signing in on a device', () => {
  const short = 'device_code';
  const standard = 'urn:ietf:params:oauth:grant-type:device_code';
  let scene: SignInScene;
  let app: OAuthClient;
  beforeAll(async () => {
    scene = await SignInScene.open();
    app = await OAuthClient.register(scene.admin, { displayName: 'Shell', public: true });
  });

  const begin = async (path = '/organizations/oauth2/v2.0/devicecode', changes: Record<string, string> = {}) => {
    const { status, body } = await scene.form<Record<string, string>>(path, {
      client_id: app.appId,
      scope: everyScope,
      ...changes,
    });
    expect(status).toBe(200);
    return body;
  };
  const poll = (codes: Record<string, string>, grantType = standard, path = '/organizations/oauth2/v2.0/token') =>
    scene.form(path, { grant_type: grantType, client_id: app.appId, device_code: codes.device_code });

  /** Types the code, and goes as far as the sign-in page. */
  async function typed(userCode: string): Promise<{ browser: Browser; page: Shown }> {
    const browser = new Browser(scene.issuer);
    const asked = await browser.open(`${scene.issuer}/devicelogin`);
    expect(asked.title).toBe('Sign in on a device - Two Tier');
    const confirm = await browser.submit(asked, 'Next', { user_code: userCode });
    expect(confirm.title).toBe('Sign in on your device? - Two Tier');
    expect(confirm.text).toContain('Shell');
    return { browser, page: await browser.submit(confirm, 'Continue') };
  }

  it('[I2] v2: a user signs a device in from a browser, and the device gets its tokens once', async () => {
    const codes = await begin();
    expect(codes).toEqual({
      device_code: expect.any(String),
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_uri: `${scene.issuer}/devicelogin`,
      expires_in: 900,
      interval: 5,
      message: expect.stringContaining(codes.user_code!),
    });
    const pending = await poll(codes);
    expect([pending.status, pending.body.error]).toEqual([400, 'authorization_pending']);
    expect((await poll(codes)).body.error).toBe('slow_down');

    const { browser, page } = await typed(codes.user_code!.toLowerCase().replace('-', ' '));
    const done = await scene.allow(browser, page);
    expect(done.title).toBe('Continue on your device - Two Tier');
    const { status, body } = await poll(codes);
    expect([status, decodeJwt(body.access_token)]).toEqual([
      200,
      expect.objectContaining({ upn: `Bo@${scene.domain}`, appid: app.appId, aud: partnerCenter }),
    ]);
    expect((await app.refresh(body.refresh_token)).token_type).toBe('bearer');
    const again = await poll(codes);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    await expectOAuthRefusal('invalid_grant', () => app.refresh(body.refresh_token));
  });

  it('[I2] v1: the same with a resource, in the words of older clients', async () => {
    const asked = { scope: '', resource: 'https://graph.windows.net' };
    const codes = await begin(`/${scene.domain}/oauth2/devicecode`, asked);
    expect(codes).toMatchObject({
      verification_url: `${scene.issuer}/devicelogin`,
      expires_in: '900',
      interval: '5',
      user_code: expect.any(String),
      message: expect.stringContaining(codes.user_code!),
    });
    const { browser, page } = await typed(codes.user_code!);
    await scene.allow(browser, page);
    const older = { grant_type: short, client_id: app.appId, code: codes.device_code };
    const elsewhere = await scene.form('/common/oauth2/token', { ...older, resource: 'https://graph.microsoft.com' });
    expect(elsewhere.body.error).toBe('invalid_target');
    const { status, body } = await scene.form('/common/oauth2/token', older);
    expect([status, body.expires_in, typeof body.refresh_token]).toEqual([200, '600', 'string']);
    expect(decodeJwt(body.access_token).upn).toBe(`Bo@${scene.domain}`);
  });

  it('[I2] of many that ask with one code at the same time one wins', async () => {
    const codes = await begin();
    const { browser, page } = await typed(codes.user_code!);
    await scene.allow(browser, page);
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await poll(codes, short)).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('[I2] a device whose user does not want to is told, and the code is used up', async () => {
    const codes = await begin();
    const { browser, page } = await typed(codes.user_code!);
    expect((await browser.submit(page, 'Cancel')).title).toBe('You did not sign in - Two Tier');
    expect((await poll(codes)).body.error).toBe('access_denied');
    const other = await begin();
    const asked = await browser.open(`${scene.issuer}/devicelogin`);
    const confirm = await browser.submit(asked, 'Next', { user_code: other.user_code! });
    expect((await browser.submit(confirm, 'Cancel')).title).toBe('You did not sign in - Two Tier');
    expect((await poll(other)).body.error).toBe('access_denied');
    const page2 = await browser.open(`${scene.issuer}/devicelogin`);
    const used = await browser.submit(page2, 'Next', { user_code: codes.user_code! });
    expect([used.status, used.alert]).toEqual([400, 'This code was used already. Begin again on your device.']);
  });

  it('[I2] the page takes no wrong code, and no form of another browser; it loads nothing', async () => {
    const browser = new Browser(scene.issuer);
    const asked = await browser.open(`${scene.issuer}/devicelogin?user_code=BBBB-BBBB`);
    expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(asked.root.querySelectorAll('script')).toHaveLength(0);
    const wrong = await browser.submit(asked, 'Next', { user_code: '<b>BBBB-BBBB' });
    expect([wrong.status, wrong.title]).toEqual([400, 'Error: Sign in on a device - Two Tier']);
    expect(invalidFields(wrong)).toEqual({
      userCode: 'This code does not exist. Compare it with the one that your device shows.',
    });
    const codes = await begin();
    const forged = await new Browser(scene.issuer).submit(asked, 'Next', { user_code: codes.user_code! });
    expect([forged.status, forged.title]).toEqual([400, 'Error: Sign in on a device - Two Tier']);
    expect(forged.alert).toMatch(/^This page was open for too long/);
  });

  it('[I2] a device is for its own tenant, for public applications, and nobody else can use its code', async () => {
    const confidential = await scene.form('/organizations/oauth2/v2.0/devicecode', {
      client_id: scene.ledger.appId,
      client_secret: scene.ledger.secret,
      scope: everyScope,
    });
    expect([confidential.status, confidential.body.error]).toEqual([400, 'invalid_request']);
    const unknown = await scene.form('/organizations/oauth2/v2.0/devicecode', {
      client_id: randomUUID(),
      scope: 'openid',
    });
    expect([unknown.status, unknown.body.error]).toEqual([401, 'invalid_client']);
    const others = await scene.platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
    const elsewhere = { client_id: app.appId, scope: everyScope };
    const refused = await scene.form(`/${others.tenantId}/oauth2/v2.0/devicecode`, elsewhere);
    expect([refused.status, refused.body.error]).toEqual([400, 'unauthorized_client']);

    const codes = await begin();
    const { browser, page } = await typed(codes.user_code!);
    const stranger = await browser.submit(page, 'Sign in', { userName: `zoe@${others.domain}`, password });
    expect(stranger.status).toBe(403);
    const other = await OAuthClient.register(scene.admin, { public: true });
    const taken = await scene.form('/organizations/oauth2/v2.0/token', {
      grant_type: standard,
      client_id: other.appId,
      device_code: codes.device_code,
    });
    expect(taken.body).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('was issued to another application'),
    });
  });

  it('[I2] the database holds neither code, and what it holds is of no use', async () => {
    const codes = await begin();
    const databases = new Databases(scene.platform);
    const stored = await databases.all<{ _id: string; kind: string }>('identity', 'oidc');
    await databases.close();
    const text = JSON.stringify(stored);
    expect(text).toContain('DeviceCode');
    for (const code of [codes.device_code!, codes.user_code!, codes.user_code!.replace('-', '')])
      expect(text).not.toContain(code);
    const names = stored.filter(({ kind }) => kind === 'DeviceCode').map(({ _id }) => `stored:${_id}`);
    const answers = await Promise.all(names.map((name) => poll({ device_code: name })));
    expect(answers.map(({ body }) => body.error)).toEqual(names.map(() => 'invalid_grant'));
  });
});
