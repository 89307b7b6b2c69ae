import { randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as openid from 'openid-client';
import { ApiClient } from '../support/clients/api-client.js';
import { Browser, type Shown } from '../../tools/token/browser.js';
import { Databases } from '../support/platform/databases.js';
import { eventually } from '../support/eventually.js';
import { newCustomer } from '../support/scenes/requests.js';
import { everyScope, OAuthClient, partnerCenter, type Begun } from '../support/clients/oauth-client.js';
import { TestPlatform } from '../support/platform/test-platform.js';

const password = 'Correct horse 1';

describe('signing in', () => {
  let platform: TestPlatform;
  let issuer: string;
  let tenantId: string;
  let domain: string;
  let admin: ApiClient;
  let ledger: OAuthClient;

  beforeAll(async () => {
    platform = TestPlatform.shared();
    issuer = platform.gatewayUrl;
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
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, refresh_token: expect.any(String) });
    expect(decodeProtectedHeader(tokens.access_token).alg).toBe('RS256');
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: partnerCenter,
      tid: tenantId,
      idtyp: 'user',
      appid: ledger.appId,
      upn: `Bo@${domain}`,
      roles: ['SalesAgent', 'AdminAgent'],
      oid: expect.any(String),
    });
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(tokens.claims()).toMatchObject({ sub: claims.oid, tid: tenantId, preferred_username: `Bo@${domain}` });
    const { status } = await new ApiClient(issuer, tokens.access_token).get('/v1/applications');
    expect(status).toBe(200);
  });

  it('[I2] every address that discovery names is one of the gateway, for each tenant as for all', async () => {
    const documents = await Promise.all(
      ['', `/${tenantId}/v2.0`, `/${domain}/v2.0`, '/common/v2.0', `/${domain}`].map((path) =>
        new ApiClient(issuer).get(`${path}/.well-known/openid-configuration`),
      ),
    );
    for (const { status, body } of documents) {
      expect([status, body.issuer]).toEqual([200, issuer]);
      const addresses = Object.entries<string>(body).filter(([name]) => /_(endpoint|uri)$/.test(name));
      expect(addresses.map(([, url]) => url)).toEqual(addresses.map(() => expect.stringMatching(`^${issuer}/`)));
      for (const [name, url] of addresses)
        expect([name, (await new ApiClient('').get(url)).status]).not.toEqual([name, 404]);
      expect((await new ApiClient('').get(body.jwks_uri)).body.keys).not.toHaveLength(0);
      expect(body).toMatchObject({ response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] });
      expect(body.scopes_supported).toContain('offline_access');
    }
    expect(documents[1]!.body.token_endpoint).toBe(`${issuer}/${tenantId}/oauth2/v2.0/token`);
    expect(documents[4]!.body).toMatchObject({
      authorization_endpoint: `${issuer}/${domain}/oauth2/authorize`,
      token_endpoint: `${issuer}/${domain}/oauth2/token`,
    });
    const { status, body } = await new ApiClient(issuer).get('/nobody.example/v2.0/.well-known/openid-configuration');
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  describe('pages', () => {
    it('[I2] load nothing, are not framed, not kept, and say how things are called', async () => {
      const { browser, page } = await opened();
      const consent = await signInOn(browser, page);
      for (const shown of [page, consent]) {
        const policy = shown.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).toContain("form-action 'self'");
        expect(shown.headers.get('cache-control')).toContain('no-store');
        expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
        expect(shown.root.querySelector('html')?.getAttribute('lang')).toBe('en');
        expect(shown.root.querySelectorAll('script')).toHaveLength(0);
        for (const input of shown.root.querySelectorAll('input:not([type=hidden])')) {
          const label = shown.root.querySelector(`label[for=${input.getAttribute('id')}]`);
          expect(label?.text.trim()).toBeTruthy();
        }
      }
      expect(page.title).toBe('Sign in - Two Tier');
      expect(consent.text).toContain('Ledger');
      expect(consent.text).toContain('https://ledger.example');
    });

    it('[I2] and the other paths of sign-in are described with the answers that they have', async () => {
      const { paths } = (await new ApiClient(issuer).get('/openapi.json')).body;
      const typesOf = (path: string, method: string, status: string): string[] =>
        Object.entries<{ schema: { $ref?: string; type?: string } }>(paths[path][method].responses[status].content).map(
          ([type, { schema }]) => `${type} ${schema.$ref ?? schema.type}`,
        );
      for (const [path, method] of [
        ['/sign-in/{id}', 'post'],
        ['/devicelogin', 'get'],
        ['/{tenant}/oauth2/v2.0/authorize', 'get'],
      ] as const)
        expect([typesOf(path, method, '200'), typesOf(path, method, 'default')]).toEqual([
          ['text/html string'],
          ['text/html string'],
        ]);
      for (const [path, answer] of [
        ['/{tenant}/oauth2/token', 'TokenAnswerV1'],
        ['/{tenant}/oauth2/v2.0/devicecode', 'DeviceCodeAnswer'],
      ] as const)
        expect([typesOf(path, 'post', '200'), typesOf(path, 'post', 'default')]).toEqual([
          [`application/json #/components/schemas/${answer}`],
          ['application/json #/components/schemas/OAuthRefusal'],
        ]);
    });

    it('[I2] escape what comes from outside', async () => {
      const client = await OAuthClient.register(admin, { displayName: '<script>alert(1)</script>' });
      const { page } = await opened(client, { login_hint: '"><script>alert(2)</script>' });
      expect(page.root.querySelectorAll('script')).toHaveLength(0);
      expect(page.text).toContain('&lt;script&gt;alert(1)');
    });

    it('[I2] set cookies that scripts and other sites cannot use', async () => {
      const response = await fetch((await ledger.begin()).url, { redirect: 'manual' });
      const cookies = response.headers.getSetCookie();
      expect(cookies.length).toBeGreaterThan(0);
      expect(cookies).toEqual(cookies.map(() => expect.stringMatching(/samesite=lax.*httponly/i)));
    });

    it('[I2] take no form without the token of its own sign-in', async () => {
      const { browser, page } = await opened();
      const other = await opened();
      const values = { userName: `bo@${domain}`, password };
      for (const formToken of ['', 'x', tokenOf(other.page)]) {
        const refused = await browser.submit(page, 'Sign in', { ...values, formToken });
        expect([refused.status, refused.title]).toEqual([403, 'This form cannot be accepted - Two Tier']);
      }
      expect((await signInOn(browser, page)).title).toBe('Allow Ledger? - Two Tier');
    });

    it('[I2] are of no use in another browser, or for another sign-in', async () => {
      const { page } = await opened();
      const stranger = new Browser(issuer);
      expect((await stranger.open(page.url)).title).toBe('This sign-in cannot continue - Two Tier');
      const answer = await stranger.submit(page, 'Sign in', { userName: `bo@${domain}`, password });
      expect([answer.status, answer.title]).toEqual([400, 'This sign-in cannot continue - Two Tier']);
    });

    it('[I2] take forms alone, and refuse as pages', async () => {
      const { page } = await opened();
      const json = await new ApiClient('').post(page.url, { userName: 'a' });
      const nobodys = await new ApiClient(issuer).get('/nobody.example/oauth2/authorize');
      expect([json.status, nobodys.status]).toEqual([415, 400]);
      for (const { headers, text } of [json, nobodys]) {
        expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(text).toContain('role="alert"');
      }
    });

    it('[I2] a user who cancels goes back to the application, which is told', async () => {
      const { browser, page, begun } = await opened();
      const back = await browser.submit(page, 'Cancel');
      expect(back.url).toMatch(/^https:\/\/ledger\.example\/back\?/);
      expect(back.parameters.get('error')).toBe('access_denied');
      expect(back.parameters.get('state')).toBe(begun.state);
    });

    it('[I2] signed in once, a browser is asked for nothing but what is new', async () => {
      const { browser, page, begun } = await opened();
      await ledger.finish(await allow(browser, page), begun);
      const again = await ledger.begin();
      const tokens = await ledger.finish(await browser.open(again.url.href), again);
      expect(decodeJwt(tokens.access_token).upn).toBe(`Bo@${domain}`);
      const another = await OAuthClient.register(admin, { displayName: 'Another' });
      expect((await browser.open((await another.begin()).url.href)).title).toBe('Allow Another? - Two Tier');
    });

    it('[I2] signing out ends what the browser may do, after asking', async () => {
      const { browser, page, begun } = await opened();
      const tokens = await ledger.finish(await allow(browser, page), begun);
      const returnTo = { id_token_hint: tokens.id_token!, post_logout_redirect_uri: ledger.redirectUri };
      const asked = await browser.open(openid.buildEndSessionUrl(ledger.configuration, returnTo).href);
      expect(asked.title).toBe('Sign out? - Two Tier');
      const staying = await browser.open(openid.buildEndSessionUrl(ledger.configuration).href);
      expect((await browser.submit(staying, 'Stay signed in')).title).toBe('You are still signed in - Two Tier');
      const anew = await browser.open(openid.buildEndSessionUrl(ledger.configuration, returnTo).href);
      const away = await browser.submit(anew, 'Sign out');
      expect(away.url).toMatch(/^https:\/\/ledger\.example\/back/);
      expect((await browser.open((await ledger.begin()).url.href)).title).toBe('Sign in - Two Tier');
      const again = await browser.open(openid.buildEndSessionUrl(ledger.configuration, returnTo).href);
      expect(again.url).toMatch(/^https:\/\/ledger\.example\/back/);
      const nowhere = await browser.open(openid.buildEndSessionUrl(ledger.configuration).href);
      expect(nowhere.title).toBe('You are signed out - Two Tier');
    });
  });

  describe('passwords', () => {
    it('[I2] a wrong password and an unknown user are answered alike', async () => {
      const answers: string[] = [];
      for (const userName of [`bo@${domain}`, `nobody@${domain}`, 'nobody@nowhere.example', 'nobody']) {
        const { browser, page } = await opened();
        const refused = await browser.submit(page, 'Sign in', { userName, password: 'Wrong horse 1' });
        expect([refused.status, refused.alert]).toEqual([400, 'The user name or the password is wrong.']);
        expect(refused.title).toBe('Error: Sign in - Two Tier');
        answers.push(neutral(refused, userName));
      }
      expect(new Set(answers).size).toBe(1);
    });

    it('[I2] too many wrong ones lock a name, known or not, however many at once', async () => {
      const people = await platform.people({ userName: 'eve', roles: [], password });
      for (const userName of [`eve@${people.domain}`, `nobody@${people.domain}`]) {
        const { browser, page } = await opened();
        const attempts = Array.from({ length: 8 }, () =>
          browser.clone().submit(page, 'Sign in', { userName, password: 'Wrong horse 1' }),
        );
        const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
        expect(statuses).toEqual([400, 400, 400, 400, 429, 429, 429, 429]);
        const locked = await browser.submit(page, 'Sign in', { userName: userName.toUpperCase(), password });
        expect([locked.status, locked.alert]).toEqual([
          429,
          'Too many attempts with this user name. Try again in 15 minutes.',
        ]);
        expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
      }
    });

    it('[I2] the right one makes the wrong ones before it forgotten', async () => {
      const people = await platform.people({ userName: 'joe', roles: [], password });
      const userName = `joe@${people.domain}`;
      for (let round = 0; round < 3; round++) {
        const { browser, page } = await opened();
        for (let wrong = 0; wrong < 3; wrong++) await browser.submit(page, 'Sign in', { userName, password: 'x' });
        const right = await browser.submit(page, 'Sign in', { userName, password });
        expect(right.alert).toBe('This application is for the users of another organisation.');
      }
    });

    it('[I2] a one-time password is changed at the first sign-in, by the rules, and then is worth nothing', async () => {
      const { userName, oneTime } = await newCustomerAdmin();
      const client = await commandLine();
      const { browser, page, begun } = await opened(client);
      const change = await browser.submit(page, 'Sign in', { userName, password: oneTime });
      expect(change.title).toBe('Choose a new password - Two Tier');
      expect(invalidFields(change)).toEqual({});
      const button = 'Change password and sign in';
      const passwords = (chosen: string, repeated = chosen): Record<string, string> => ({
        password: oneTime,
        newPassword: chosen,
        repeatedPassword: repeated,
      });
      for (const [chosen, repeated, fault] of [
        ['short', 'short', /8 to 256/],
        ['onlylowercase', 'onlylowercase', /three of these/],
        ['My-Admin-Name', 'My-Admin-Name', /user name/],
        ['Chosen one 1', 'Chosen one 2', /not the same/],
        [oneTime, oneTime, /differ from the current/],
      ] as const) {
        const refused = await browser.submit(change, button, passwords(chosen, repeated));
        expect([refused.status, refused.alert]).toEqual([400, expect.stringMatching(fault)]);
        const problem = expect.stringMatching(fault) as string;
        expect(invalidFields(refused)).toEqual({ newPassword: problem, repeatedPassword: problem });
      }
      const mistyped = await browser.submit(change, button, { ...passwords('Chosen one 1'), password: 'x' });
      expect(invalidFields(mistyped)).toEqual({ password: 'The user name or the password is wrong.' });
      const consent = await browser.submit(change, button, passwords('Chosen one 1'));
      const tokens = await client.finish(await browser.submit(consent, 'Allow'), begun);
      expect(decodeJwt(tokens.access_token)).toMatchObject({ upn: userName, roles: ['GlobalAdmin'] });

      const later = await opened(client);
      const wrong = await later.browser.submit(later.page, 'Sign in', { userName, password: oneTime });
      expect(wrong.alert).toBe('The user name or the password is wrong.');
      const right = await later.browser.submit(later.page, 'Sign in', { userName, password: 'Chosen one 1' });
      expect(right.title).toBe('Allow Two Tier command line? - Two Tier');
    });

    it('[I2] a name is one name in whatever way its domain is written, and is counted as one', async () => {
      const suffix = `.${randomUUID()}.example`;
      const company = { companyName: 'Bücher', domain: `bücher${suffix}`, country: 'DE' };
      const first = { firstName: 'Ana', lastName: 'Silva', userName: 'ana', password };
      const created = await new ApiClient(issuer).post('/v1/workaccounts', { ...company, user: first });
      expect(created.status).toBe(201);
      const client = await commandLine();
      const right = await opened(client);
      const consent = await right.browser.submit(right.page, 'Sign in', { userName: `ana@BÜCHER${suffix}`, password });
      expect(consent.title).toBe('Allow Two Tier command line? - Two Tier');
      const { browser, page } = await opened(client);
      for (const label of ['BÜCHER', 'bücher', 'xn--bcher-kva', 'Bücher'])
        await browser.submit(page, 'Sign in', { userName: `ana@${label}${suffix}`, password: 'Wrong horse 1' });
      const userName = `Ana@Bücher${suffix}`;
      expect((await browser.submit(page, 'Sign in', { userName, password })).status).toBe(429);

      const tenant = `/${encodeURIComponent(`Bücher${suffix}`)}/v2.0/.well-known/openid-configuration`;
      expect((await new ApiClient(issuer).get(tenant)).status).toBe(200);
    });

    it('[I2] a password that was changed ends sessions and refresh tokens of the one before', async () => {
      const { userName, oneTime, agent, customerId } = await newCustomerAdmin();
      const client = await commandLine();
      const { browser, page, begun } = await opened(client);
      const change = await browser.submit(page, 'Sign in', { userName, password: oneTime });
      const chosen = { password: oneTime, newPassword: password, repeatedPassword: password };
      const consent = await browser.submit(change, 'Change password and sign in', chosen);
      const tokens = await client.finish(await browser.submit(consent, 'Allow'), begun);
      const next = await client.refresh(tokens.refresh_token!);
      const again = await browser.open((await client.begin()).url.href);
      expect(again.title).toBe('Allow Two Tier command line? - Two Tier');

      const { iat = 0, oid } = decodeJwt<{ oid: string }>(next.access_token);
      await eventually('the next second', () => Math.floor(Date.now() / 1_000) > iat);
      const reset = { passwordProfile: { password: 'Chosen one 2', forceChangePassword: false } };
      expect((await agent.patch(`/v1/customers/${customerId}/users/${oid}`, reset)).status).toBe(200);
      await expectRefused('invalid_grant', () => client.refresh(next.refresh_token!));
      const asked = await browser.open((await client.begin()).url.href);
      expect(asked.title).toBe('Sign in - Two Tier');
      const signedIn = await browser.submit(asked, 'Sign in', { userName, password: 'Chosen one 2' });
      expect(signedIn.title).toBe('Allow Two Tier command line? - Two Tier');
    });
  });

  describe('codes and refresh tokens', () => {
    it('[I2] a code is good once: the second use ends what the first one got', async () => {
      const { browser, page, begun } = await opened();
      const back = await allow(browser, page);
      const tokens = await ledger.finish(back, begun);
      await expectRefused('invalid_grant', () => ledger.finish(back, begun));
      await expectRefused('invalid_grant', () => ledger.refresh(tokens.refresh_token!));
    });

    it('[I2] of many uses of one code at the same time one wins', async () => {
      for (let round = 0; round < 5; round++) {
        const { browser, page, begun } = await opened();
        const back = await allow(browser, page);
        expect(await winners(() => ledger.finish(back, begun))).toBe(1);
      }
    });

    it('[I2] a public client needs PKCE, and the code the verifier', async () => {
      const client = await OAuthClient.register(admin, { public: true });
      const { url } = await client.begin();
      url.searchParams.delete('code_challenge');
      url.searchParams.delete('code_challenge_method');
      const refused = await new Browser(issuer).open(url.href);
      expect(refused.parameters.get('error')).toBe('invalid_request');

      const { browser, page, begun } = await opened(client);
      const back = await allow(browser, page);
      const other = openid.randomPKCECodeVerifier();
      await expectRefused('invalid_grant', () => client.finish(back, { ...begun, verifier: other }));
      const without = await form(`/organizations/oauth2/v2.0/token`, {
        grant_type: 'authorization_code',
        client_id: client.appId,
        redirect_uri: client.redirectUri,
        code: back.parameters.get('code')!,
      });
      expect([without.status, without.body.error]).toEqual([400, 'invalid_grant']);
    });

    it('[I2] a redirect URI that is not registered gets nothing, not even an error', async () => {
      for (const redirect_uri of [
        'https://evil.example/',
        `${ledger.redirectUri}/more`,
        'http://ledger.example/back',
      ]) {
        const { url } = await ledger.begin({ redirect_uri });
        const shown = await new Browser(issuer).open(url.href);
        expect([shown.status, shown.title]).toEqual([400, 'This request cannot be answered - Two Tier']);
      }
    });

    it('[I2] there is no implicit flow, and no grant by password', async () => {
      for (const response_type of ['token', 'id_token', 'code id_token']) {
        const shown = await new Browser(issuer).open((await ledger.begin({ response_type })).url.href);
        expect(decodeURIComponent(shown.url)).toContain('error=unsupported_response_type');
      }
      const credentials = { grant_type: 'password', username: `bo@${domain}`, password };
      const { status, body } = await tokenOfApp(ledger, credentials);
      expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
    });

    it('[I2] a refresh token is replaced when it is used; used again, it ends everything', async () => {
      const first = await ledger.signIn(`bo@${domain}`, password);
      const second = await ledger.refresh(first.refresh_token!);
      expect(decodeJwt(second.access_token)).toMatchObject({
        upn: `Bo@${domain}`,
        roles: ['SalesAgent', 'AdminAgent'],
      });
      const third = await ledger.refresh(second.refresh_token!);
      expect(new Set([first.refresh_token, second.refresh_token, third.refresh_token]).size).toBe(3);
      await expectRefused('invalid_grant', () => ledger.refresh(first.refresh_token!));
      await expectRefused('invalid_grant', () => ledger.refresh(third.refresh_token!));
    });

    it('[I2] of many uses of one refresh token at the same time one wins', async () => {
      const { refresh_token: token } = await ledger.signIn(`bo@${domain}`, password);
      expect(await winners(() => ledger.refresh(token!))).toBe(1);
    });

    it('[I2] a refresh token is worth nothing to another application, and after it was revoked', async () => {
      const { refresh_token: token } = await ledger.signIn(`bo@${domain}`, password);
      const another = await OAuthClient.register(admin);
      const refused = await tokenOfApp(another, { grant_type: 'refresh_token', refresh_token: token! });
      expect(refused.body).toEqual({
        error: 'invalid_grant',
        error_description:
          'The refresh token was issued to another application. Send the client_id that it was issued to.',
      });
      await openid.tokenRevocation(another.configuration, token!);
      const { refresh_token: next } = await ledger.refresh(token!);
      await openid.tokenRevocation(ledger.configuration, next!);
      await expectRefused('invalid_grant', () => ledger.refresh(next!));
    });

    it('[I2] a request that is refused uses up nothing: neither a refresh token nor a code', async () => {
      const first = await ledger.signIn(`bo@${domain}`, password);
      const refreshing = { grant_type: 'refresh_token', refresh_token: first.refresh_token! };
      for (const [path, changes, error] of [
        ['/organizations/oauth2/v2.0/token', { scope: 'https://graph.microsoft.com/.default' }, 'invalid_target'],
        ['/organizations/oauth2/token', { resource: 'https://graph.microsoft.com' }, 'invalid_target'],
        ['/organizations/oauth2/v2.0/token', { scope: 'openid unknown' }, 'invalid_scope'],
      ] as const) {
        const refused = await tokenOfApp(ledger, { ...refreshing, ...changes }, path);
        expect([changes, refused.status, refused.body.error]).toEqual([changes, 400, error]);
      }
      const scope = `${partnerCenter}/.default`;
      const right = await tokenOfApp(ledger, { ...refreshing, scope }, '/organizations/oauth2/v2.0/token');
      expect([right.status, decodeJwt(right.body.access_token).upn]).toEqual([200, `Bo@${domain}`]);

      const { browser, page, begun } = await opened();
      const code = (await allow(browser, page)).parameters.get('code')!;
      const redeeming = { grant_type: 'authorization_code', code, code_verifier: begun.verifier };
      const there = { ...redeeming, redirect_uri: ledger.redirectUri };
      const elsewhere = await tokenOfApp(ledger, { ...there, resource: 'https://graph.microsoft.com' });
      expect(elsewhere.body.error).toBe('invalid_target');
      expect((await tokenOfApp(ledger, there)).status).toBe(200);
    });

    it('[I2] a refusal says what is wrong with the code or the refresh token', async () => {
      const { refresh_token: first } = await ledger.signIn(`bo@${domain}`, password);
      await ledger.refresh(first!);
      const refusalOf = async (fields: Record<string, string>): Promise<string> =>
        String((await tokenOfApp(ledger, fields)).body.error_description);
      const refresh = (token: string) => refusalOf({ grant_type: 'refresh_token', refresh_token: token });
      expect(await refresh('unknown')).toMatch(/^The refresh token is unknown/);
      expect(await refresh(first!)).toMatch(/^The refresh token was used before/);
      const { browser, page, begun } = await opened();
      const code = (await allow(browser, page)).parameters.get('code')!;
      const redeem = (changes: Record<string, string>) =>
        refusalOf({ grant_type: 'authorization_code', code, redirect_uri: ledger.redirectUri, ...changes });
      expect(await redeem({})).toMatch(/code_verifier/);
      expect(await redeem({ code_verifier: begun.verifier, redirect_uri: 'https://other.example/' })).toMatch(
        /was sent to another redirect_uri/,
      );
    });

    it('[I2] the database holds nothing that could be used: neither codes, tokens, cookies nor secrets', async () => {
      const { refresh_token: token } = await ledger.signIn(`bo@${domain}`, password);
      const databases = new Databases(platform);
      const stored = JSON.stringify([
        await databases.all('identity', 'oidc'),
        await databases.all('identity', 'applications'),
      ]);
      await databases.close();
      expect(stored).toContain('RefreshToken');
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(password);
    });

    it('[I2] without a scope for the API the token is for who the user is', async () => {
      const { browser, page, begun } = await opened(ledger, { scope: 'openid profile' });
      const tokens = await ledger.finish(await allow(browser, page), begun);
      expect(tokens.refresh_token).toBeUndefined();
      const { sub } = tokens.claims()!;
      const info = await openid.fetchUserInfo(ledger.configuration, tokens.access_token, sub);
      expect(info).toMatchObject({ tid: tenantId, upn: `Bo@${domain}` });
      expect((await new ApiClient(issuer, tokens.access_token).get('/v1/applications')).status).toBe(401);
    });
  });

  describe("the paths of Partner Center's clients", () => {
    it('[I2] v1: an application gets a token for a resource, with numbers as texts', async () => {
      const { appId, secret } = await registered();
      const credentials = { grant_type: 'client_credentials', client_id: appId, client_secret: secret };
      for (const [path, resource] of [
        [`/${tenantId}/oauth2/token`, 'https://graph.windows.net'],
        [`/${domain}/oauth2/token`, partnerCenter],
        [`/${tenantId.toUpperCase()}/OAuth2/Token/`, partnerCenter],
      ] as const) {
        const { status, body, headers } = await form(path, { ...credentials, resource });
        expect([status, Object.keys(body).sort()]).toEqual([
          200,
          ['access_token', 'expires_in', 'expires_on', 'ext_expires_in', 'not_before', 'resource', 'token_type'],
        ]);
        expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '600', ext_expires_in: '600', resource });
        const claims = decodeJwt(body.access_token);
        expect([body.expires_on, body.not_before]).toEqual([String(claims.exp), String(claims.iat)]);
        expect(claims).toMatchObject({ tid: tenantId, appid: appId, idtyp: 'app', aud: partnerCenter });
        expect(claims).not.toHaveProperty('roles');
        expect(claims).not.toHaveProperty('oid');
        expect(headers.get('cache-control')).toContain('no-store');
      }
    });

    it('[I2] v2: the same by scope, with numbers as numbers', async () => {
      const { appId, secret } = await registered();
      for (const resource of ['https://graph.windows.net', partnerCenter]) {
        const { status, body } = await form(`/${tenantId}/oauth2/v2.0/token`, {
          grant_type: 'client_credentials',
          client_id: appId,
          client_secret: secret,
          scope: `${resource}/.default`,
        });
        expect([status, body.expires_in, body.ext_expires_in]).toEqual([200, 600, 600]);
        expect(decodeJwt(body.access_token)).toMatchObject({ tid: tenantId, appid: appId, idtyp: 'app' });
      }
    });

    it('[I2] v1: the secure application model, code first and refresh tokens after', async () => {
      const { appId, secret } = await registered();
      const browser = new Browser(issuer);
      const query = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: 'https://ledger.example/back',
        state: 's',
        resource: partnerCenter,
        prompt: 'admin_consent',
      });
      const page = await browser.open(`${issuer}/common/oauth2/authorize?${query.toString()}`);
      const back = await allow(browser, page);
      const client = { client_id: appId, client_secret: secret, resource: 'https://graph.windows.net' };
      const first = await form('/common/oauth2/token', {
        ...client,
        grant_type: 'authorization_code',
        code: back.parameters.get('code')!,
        redirect_uri: 'https://ledger.example/back',
      });
      expect([first.status, first.body]).toEqual([
        200,
        {
          token_type: 'Bearer',
          scope: 'user_impersonation',
          resource: 'https://graph.windows.net',
          expires_in: '600',
          ext_expires_in: '600',
          expires_on: expect.any(String),
          not_before: expect.any(String),
          access_token: expect.any(String),
          refresh_token: expect.any(String),
          id_token: expect.any(String),
        },
      ]);
      const next = await form(`/${tenantId}/oauth2/token`, {
        ...client,
        grant_type: 'refresh_token',
        refresh_token: first.body.refresh_token,
        scope: 'openid',
      });
      expect(next.status).toBe(200);
      expect(decodeJwt(next.body.access_token)).toMatchObject({ idtyp: 'user', upn: `Bo@${domain}`, appid: appId });
      const v2 = await form('/organizations/oauth2/v2.0/token', {
        ...client,
        resource: '',
        scope: `${partnerCenter}/.default openid profile offline_access`,
        grant_type: 'refresh_token',
        refresh_token: next.body.refresh_token,
      });
      expect([v2.status, v2.body.scope]).toEqual([200, `${partnerCenter}/user_impersonation`]);
    });

    it('[I2] a client that asks is told whose the tokens are, for which it keeps them', async () => {
      const { access_token: token, refresh_token: refresh } = await ledger.signIn(`bo@${domain}`, password);
      const asking = { grant_type: 'refresh_token', client_info: '1' };
      const v1 = await tokenOfApp(ledger, { ...asking, refresh_token: refresh! });
      const path = '/organizations/oauth2/v2.0/token';
      const v2 = await tokenOfApp(ledger, { ...asking, refresh_token: v1.body.refresh_token, scope: 'openid' }, path);
      for (const { body } of [v1, v2]) {
        const account = JSON.parse(Buffer.from(body.client_info, 'base64url').toString()) as object;
        expect(account).toEqual({ uid: decodeJwt(token)['oid'], utid: tenantId });
      }
      const app = await tokenOfApp(ledger, { grant_type: 'client_credentials', client_info: '1' });
      expect([app.status, app.body.client_info]).toEqual([200, undefined]);
    });

    it('[I2] refusals are in the words of OAuth, and the same for no such application and a wrong secret', async () => {
      const { appId, secret } = await registered();
      const asked = (changes: object): Record<string, string> => ({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        resource: partnerCenter,
        ...changes,
      });
      const path = `/${tenantId}/oauth2/token`;
      const wrong = await form(path, asked({ client_secret: 'wrong' }));
      const unknown = await form(path, asked({ client_id: randomUUID() }));
      expect([wrong.status, wrong.body]).toEqual([
        401,
        { error: 'invalid_client', error_description: expect.any(String) },
      ]);
      expect([unknown.status, unknown.text]).toEqual([401, wrong.text]);
      expect((await form(path, asked({ resource: 'https://graph.example' }))).body.error).toBe('invalid_target');
      expect((await form(path, asked({ grant_type: 'x' }))).body.error).toBe('unsupported_grant_type');
      expect((await form('/nobody.example/oauth2/token', asked({}))).body.error).toBe('invalid_request');
      expect((await form(path, {})).body.error).toBe('invalid_request');
      const json = await new ApiClient(issuer).post(path, asked({}));
      const wanted = 'The request body must be application/x-www-form-urlencoded.';
      expect([json.status, json.body]).toEqual([415, { error: 'invalid_request', error_description: wanted }]);
    });

    it('[I2] an authority is known under its names, with and without the port, and no other one is', async () => {
      const { host, hostname } = new URL(issuer);
      const ask = (endpoint: string) =>
        new ApiClient(issuer).get(
          `/common/discovery/instance?${new URLSearchParams({ 'api-version': '1.1', authorization_endpoint: endpoint }).toString()}`,
        );
      for (const [endpoint, document] of [
        [`${issuer}/${domain}/oauth2/v2.0/authorize`, `${issuer}/${domain}/v2.0/.well-known/openid-configuration`],
        [`https://${hostname}/common/oauth2/authorize`, `${issuer}/common/.well-known/openid-configuration`],
      ] as const) {
        const { status, body } = await ask(endpoint);
        expect([status, body]).toEqual([
          200,
          {
            tenant_discovery_endpoint: document,
            'api-version': '1.1',
            metadata: [
              { preferred_network: host, preferred_cache: host, aliases: expect.arrayContaining([host, hostname]) },
            ],
          },
        ]);
        expect((await new ApiClient('').get(document)).status).toBe(200);
      }
      for (const endpoint of ['https://login.example/common/oauth2/v2.0/authorize', `${issuer}/common`]) {
        const { status, body } = await ask(endpoint);
        expect([status, body.error]).toEqual([400, 'invalid_instance']);
      }
      expect((await ask('')).body.error).toBe('invalid_request');
    });

    it('[I2] a browser that comes by another name of this machine goes on under that of the issuer', async () => {
      const { url } = await ledger.begin();
      const other = url.href.replace('//localhost:', '//127.0.0.1:');
      expect(other).not.toBe(url.href);
      const answer = await fetch(other, { redirect: 'manual', headers: { accept: 'text/html' } });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, url.href]);
      const tokens = await fetch(`${issuer.replace('localhost', '127.0.0.1')}/organizations/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: ledger.appId,
          client_secret: ledger.secret!,
        }),
      });
      expect(tokens.status).toBe(200);
    });

    it('[I2] generatetoken answers the same identity, and nothing that is valid for longer', async () => {
      const { access_token: token } = await ledger.signIn(`bo@${domain}`, password);
      const presented = decodeJwt(token);
      const { status, body } = await form('/generatetoken', { grant_type: 'jwt_token' }, token);
      expect([status, body.token_type]).toEqual([200, 'Bearer']);
      const claims = decodeJwt(body.access_token);
      for (const name of ['tid', 'oid', 'upn', 'appid', 'idtyp', 'roles', 'aud', 'iss']) {
        expect([name, claims[name]]).toEqual([name, presented[name]]);
      }
      expect(claims.exp).toBeLessThanOrEqual(presented.exp!);
      expect((await new ApiClient(issuer, body.access_token).get('/v1/applications')).status).toBe(200);

      const app = await tokenOfApp(ledger, { grant_type: 'client_credentials' });
      const exchanged = await form('/generatetoken', { grant_type: 'jwt_token' }, app.body.access_token);
      expect(decodeJwt(exchanged.body.access_token)).toMatchObject({ idtyp: 'app', appid: ledger.appId });

      expect((await form('/generatetoken', { grant_type: 'jwt_token' }, 'garbage')).status).toBe(401);
      expect((await form('/generatetoken', { grant_type: 'other' }, token)).status).toBe(400);
    });
  });

  describe('devices', () => {
    const short = 'device_code';
    const standard = 'urn:ietf:params:oauth:grant-type:device_code';
    let app: OAuthClient;
    beforeAll(async () => {
      app = await OAuthClient.register(admin, { displayName: 'Shell', public: true });
    });

    const begin = async (path = '/organizations/oauth2/v2.0/devicecode', changes: Record<string, string> = {}) => {
      const { status, body } = await form(path, { client_id: app.appId, scope: everyScope, ...changes });
      expect(status).toBe(200);
      return body as Record<string, string>;
    };
    const poll = (codes: Record<string, string>, grantType = standard, path = '/organizations/oauth2/v2.0/token') =>
      form(path, { grant_type: grantType, client_id: app.appId, device_code: codes.device_code });

    /** Types the code, and goes as far as the sign-in page. */
    async function typed(userCode: string): Promise<{ browser: Browser; page: Shown }> {
      const browser = new Browser(issuer);
      const asked = await browser.open(`${issuer}/devicelogin`);
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
        verification_uri: `${issuer}/devicelogin`,
        expires_in: 900,
        interval: 5,
        message: expect.stringContaining(codes.user_code!),
      });
      const pending = await poll(codes);
      expect([pending.status, pending.body.error]).toEqual([400, 'authorization_pending']);
      expect((await poll(codes)).body.error).toBe('slow_down');

      const { browser, page } = await typed(codes.user_code!.toLowerCase().replace('-', ' '));
      const done = await allow(browser, page);
      expect(done.title).toBe('Continue on your device - Two Tier');
      const { status, body } = await poll(codes);
      expect([status, decodeJwt(body.access_token)]).toEqual([
        200,
        expect.objectContaining({ upn: `Bo@${domain}`, appid: app.appId, aud: partnerCenter }),
      ]);
      expect((await app.refresh(body.refresh_token)).token_type).toBe('bearer');
      const again = await poll(codes);
      expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
      await expectRefused('invalid_grant', () => app.refresh(body.refresh_token));
    });

    it('[I2] v1: the same with a resource, in the words of older clients', async () => {
      const asked = { scope: '', resource: 'https://graph.windows.net' };
      const codes = await begin(`/${domain}/oauth2/devicecode`, asked);
      expect(codes).toMatchObject({
        verification_url: `${issuer}/devicelogin`,
        expires_in: '900',
        interval: '5',
        user_code: expect.any(String),
        message: expect.stringContaining(codes.user_code!),
      });
      const { browser, page } = await typed(codes.user_code!);
      await allow(browser, page);
      const older = { grant_type: short, client_id: app.appId, code: codes.device_code };
      const elsewhere = await form('/common/oauth2/token', { ...older, resource: 'https://graph.microsoft.com' });
      expect(elsewhere.body.error).toBe('invalid_target');
      const { status, body } = await form('/common/oauth2/token', older);
      expect([status, body.expires_in, typeof body.refresh_token]).toEqual([200, '600', 'string']);
      expect(decodeJwt(body.access_token).upn).toBe(`Bo@${domain}`);
    });

    it('[I2] of many that ask with one code at the same time one wins', async () => {
      const codes = await begin();
      const { browser, page } = await typed(codes.user_code!);
      await allow(browser, page);
      const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await poll(codes, short)).status));
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    });

    it('[I2] a device whose user does not want to is told, and the code is used up', async () => {
      const codes = await begin();
      const { browser, page } = await typed(codes.user_code!);
      expect((await browser.submit(page, 'Cancel')).title).toBe('You did not sign in - Two Tier');
      expect((await poll(codes)).body.error).toBe('access_denied');
      const other = await begin();
      const asked = await browser.open(`${issuer}/devicelogin`);
      const confirm = await browser.submit(asked, 'Next', { user_code: other.user_code! });
      expect((await browser.submit(confirm, 'Cancel')).title).toBe('You did not sign in - Two Tier');
      expect((await poll(other)).body.error).toBe('access_denied');
      const page2 = await browser.open(`${issuer}/devicelogin`);
      const used = await browser.submit(page2, 'Next', { user_code: codes.user_code! });
      expect([used.status, used.alert]).toEqual([400, 'This code was used already. Begin again on your device.']);
    });

    it('[I2] the page takes no wrong code, and no form of another browser; it loads nothing', async () => {
      const browser = new Browser(issuer);
      const asked = await browser.open(`${issuer}/devicelogin?user_code=BBBB-BBBB`);
      expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(asked.root.querySelectorAll('script')).toHaveLength(0);
      const wrong = await browser.submit(asked, 'Next', { user_code: '<b>BBBB-BBBB' });
      expect([wrong.status, wrong.title]).toEqual([400, 'Error: Sign in on a device - Two Tier']);
      expect(invalidFields(wrong)).toEqual({
        userCode: 'This code does not exist. Compare it with the one that your device shows.',
      });
      const codes = await begin();
      const forged = await new Browser(issuer).submit(asked, 'Next', { user_code: codes.user_code! });
      expect([forged.status, forged.title]).toEqual([400, 'Error: Sign in on a device - Two Tier']);
      expect(forged.alert).toMatch(/^This page was open for too long/);
    });

    it('[I2] a device is for its own tenant, for public applications, and nobody else can use its code', async () => {
      const confidential = await form('/organizations/oauth2/v2.0/devicecode', {
        client_id: ledger.appId,
        client_secret: ledger.secret,
        scope: everyScope,
      });
      expect([confidential.status, confidential.body.error]).toEqual([400, 'invalid_request']);
      const unknown = await form('/organizations/oauth2/v2.0/devicecode', { client_id: randomUUID(), scope: 'openid' });
      expect([unknown.status, unknown.body.error]).toEqual([401, 'invalid_client']);
      const others = await platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const elsewhere = { client_id: app.appId, scope: everyScope };
      const refused = await form(`/${others.tenantId}/oauth2/v2.0/devicecode`, elsewhere);
      expect([refused.status, refused.body.error]).toEqual([400, 'unauthorized_client']);

      const codes = await begin();
      const { browser, page } = await typed(codes.user_code!);
      const stranger = await browser.submit(page, 'Sign in', { userName: `zoe@${others.domain}`, password });
      expect(stranger.status).toBe(403);
      const other = await OAuthClient.register(admin, { public: true });
      const taken = await form('/organizations/oauth2/v2.0/token', {
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
      const databases = new Databases(platform);
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

  describe('tenants', () => {
    it('[I2] an application signs in users of its own tenant alone', async () => {
      const others = await platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const { browser, page } = await opened();
      const userName = `zoe@${others.domain}`;
      const refused = await browser.submit(page, 'Sign in', { userName, password });
      expect([refused.status, refused.alert]).toEqual([
        403,
        'This application is for the users of another organisation.',
      ]);
      const guessed = await browser.submit(page, 'Sign in', { userName, password: 'Wrong horse 1' });
      expect(guessed.alert).toBe('The user name or the password is wrong.');
    });

    it('[I2] a browser that is signed in elsewhere has to sign in again', async () => {
      const others = await platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const client = await commandLine();
      const { browser, page } = await opened(client);
      await browser.submit(page, 'Sign in', { userName: `zoe@${others.domain}`, password });
      expect((await browser.open((await ledger.begin()).url.href)).title).toBe('Sign in - Two Tier');
    });

    it("[I2] the tenant in the path is the only one: neither others' users, codes, refresh tokens nor applications", async () => {
      const others = await platform.people({ userName: 'zoe', roles: ['GlobalAdmin'], password });
      const theirs = `/${others.tenantId}/oauth2`;
      const credentials = { grant_type: 'client_credentials' };
      const app = await tokenOfApp(ledger, credentials, `${theirs}/token`);
      expect([app.status, app.body.error]).toEqual([400, 'unauthorized_client']);
      const { refresh_token: refresh } = await ledger.signIn(`bo@${domain}`, password);
      const user = await tokenOfApp(
        ledger,
        { grant_type: 'refresh_token', refresh_token: refresh! },
        `${theirs}/token`,
      );
      expect([user.status, user.body.error]).toEqual([400, 'invalid_grant']);

      const { url } = await ledger.begin();
      const shown = await new Browser(issuer).open(url.href.replace('/organizations/', `/${others.tenantId}/`));
      expect(shown.parameters.get('error')).toBe('unauthorized_client');

      const client = await commandLine();
      const { url: any } = await client.begin();
      const browser = new Browser(issuer);
      const page = await browser.open(any.href.replace('/organizations/', `/${others.domain}/`));
      const refused = await browser.submit(page, 'Sign in', { userName: `bo@${domain}`, password });
      expect(refused.status).toBe(403);
    });
  });

  describe('what was taken away', () => {
    it('[I2] a role is gone with the next token', async () => {
      const { refresh_token: token } = await ledger.signIn(`ana@${domain}`, password);
      const user = { userName: 'ana', password };
      await platform.change(tenantId, { ...user, roles: ['HelpdeskAgent'] });
      const next = await ledger.refresh(token!);
      expect(decodeJwt(next.access_token).roles).toEqual(['HelpdeskAgent']);
      await platform.change(tenantId, { ...user, roles: ['GlobalAdmin'] });
    });

    it('[I2] a deleted application gets no tokens', async () => {
      const client = await OAuthClient.register(admin);
      const { refresh_token: token } = await client.signIn(`bo@${domain}`, password);
      expect((await admin.send('DELETE', `/v1/applications/${client.appId}`)).status).toBe(204);
      await expectRefused('invalid_client', () => client.refresh(token!));
      const shown = await new Browser(issuer).open((await client.begin()).url.href);
      expect([shown.status, shown.title]).toEqual([400, 'This request cannot be answered - Two Tier']);
    });
  });

  async function opened(
    client = ledger,
    changes: Record<string, string> = {},
  ): Promise<{ browser: Browser; page: Shown; begun: Begun }> {
    const browser = new Browser(issuer);
    const begun = await client.begin(changes);
    return { browser, begun, page: await browser.open(begun.url.href) };
  }

  function signInOn(browser: Browser, page: Shown): Promise<Shown> {
    return browser.submit(page, 'Sign in', { userName: `bo@${domain}`, password });
  }

  async function allow(browser: Browser, page: Shown): Promise<Shown> {
    return browser.submit(await signInOn(browser, page), 'Allow');
  }

  function form(path: string, fields: Record<string, string | undefined>, token?: string) {
    const given = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return new ApiClient(issuer, token).send('POST', path, new URLSearchParams(given).toString(), headers);
  }

  async function registered(): Promise<{ appId: string; secret: string }> {
    const request = { displayName: 'A daemon', redirectUris: ['https://ledger.example/back'] };
    return (await admin.post('/v1/applications', request)).body as { appId: string; secret: string };
  }

  async function tokenOfApp(client: OAuthClient, fields: Record<string, string>, path = '/organizations/oauth2/token') {
    return form(path, { client_id: client.appId, client_secret: client.secret, ...fields });
  }

  function commandLine(): Promise<OAuthClient> {
    const appId = 'c0000000-0000-4000-8000-0000000000c1';
    return OAuthClient.discover(issuer, { appId }, 'http://127.0.0.1:49152/callback');
  }

  async function newCustomerAdmin() {
    const agent = (await platform.partner('direct-bill')).user('AdminAgent');
    const { status, body } = await agent.postPatiently('/v1/customers', newCustomer());
    expect(status).toBe(201);
    const { userName, password: oneTime } = body.userCredentials as { userName: string; password: string };
    return { userName: `${userName}@${body.companyProfile.domain}`, oneTime, agent, customerId: String(body.id) };
  }
});

function tokenOf(page: Shown): string {
  return page.root.querySelector('input[name=formToken]')?.getAttribute('value') ?? '';
}

/** The fields that a page calls wrong, with what it says of each. */
function invalidFields({ root }: Shown): Record<string, string> {
  const fields = root.querySelectorAll('[aria-invalid=true]').map((field) => {
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    const alerts = ids.map((id) => root.querySelector(`[role=alert]#${id}`)?.text.trim() ?? '');
    return [field.id, alerts.join('')];
  });
  return Object.fromEntries(fields) as Record<string, string>;
}

/** A page without what differs from sign-in to sign-in. */
function neutral(page: Shown, userName: string): string {
  const id = /sign-in\/([^/?]+)/.exec(page.url)?.[1] ?? '';
  return page.text.replaceAll(id, 'id').replaceAll(tokenOf(page), 'token').replaceAll(userName, 'name');
}

async function expectRefused(error: string, act: () => Promise<unknown>): Promise<void> {
  await expect(act()).rejects.toMatchObject({ error });
}

/** How many of ten that use the same thing at the same time succeed. */
async function winners(use: () => Promise<unknown>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: 10 }, use));
  const losers = results.filter((result) => result.status === 'rejected');
  expect(losers.map(({ reason }) => reason.error)).toEqual(losers.map(() => 'invalid_grant'));
  return results.length - losers.length;
}
