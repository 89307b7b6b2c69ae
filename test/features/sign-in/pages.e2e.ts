import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as openid from 'openid-client';
import { ApiClient } from '../../support/clients/api-client.js';
import { Browser } from '../../../tools/token/browser.js';
import { OAuthClient, partnerCenter } from '../../support/clients/oauth-client.js';
import { SignInScene, password, formTokenOf } from './sign-in-scene.js';
import { type KeySet, type ApiDocument, type TokenAnswer, type Discovery } from '../../support/wire/body.js';

describe('signing in on the pages', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.open();
  });

  it('[I2] an unmodified client signs a user in, and the token is good for the API', async () => {
    const tokens = await scene.ledger.signIn(`bo@${scene.domain.toUpperCase()}`, password);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, refresh_token: expect.any(String) });
    expect(decodeProtectedHeader(tokens.access_token).alg).toBe('RS256');
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      iss: scene.issuer,
      aud: partnerCenter,
      tid: scene.tenantId,
      idtyp: 'user',
      appid: scene.ledger.appId,
      upn: `Bo@${scene.domain}`,
      roles: ['SalesAgent', 'AdminAgent'],
      oid: expect.any(String),
    });
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(tokens.claims()).toMatchObject({
      sub: claims.oid,
      tid: scene.tenantId,
      preferred_username: `Bo@${scene.domain}`,
    });
    const { status } = await new ApiClient(scene.issuer, tokens.access_token).get('/v1/applications');
    expect(status).toBe(200);
  });

  it('[I2] every address that discovery names is one of the gateway, for each tenant as for all', async () => {
    const documents = await Promise.all(
      ['', `/${scene.tenantId}/v2.0`, `/${scene.domain}/v2.0`, '/common/v2.0', `/${scene.domain}`].map((path) =>
        new ApiClient(scene.issuer).get<Discovery>(`${path}/.well-known/openid-configuration`),
      ),
    );
    for (const { status, body } of documents) {
      expect([status, body.issuer]).toEqual([200, scene.issuer]);
      const addresses = Object.entries(body).filter((entry): entry is [string, string] =>
        /_(endpoint|uri)$/.test(entry[0]),
      );
      expect(addresses.map(([, url]) => url)).toEqual(
        addresses.map((): unknown => expect.stringMatching(`^${scene.issuer}/`)),
      );
      for (const [name, url] of addresses)
        expect([name, (await new ApiClient('').get(url)).status]).not.toEqual([name, 404]);
      expect((await new ApiClient('').get<KeySet>(body.jwks_uri)).body.keys).not.toHaveLength(0);
      expect(body).toMatchObject({ response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] });
      expect(body.scopes_supported).toContain('offline_access');
    }
    expect(documents[1]!.body.token_endpoint).toBe(`${scene.issuer}/${scene.tenantId}/oauth2/v2.0/token`);
    expect(documents[4]!.body).toMatchObject({
      authorization_endpoint: `${scene.issuer}/${scene.domain}/oauth2/authorize`,
      token_endpoint: `${scene.issuer}/${scene.domain}/oauth2/token`,
    });
    const { status, body } = await new ApiClient(scene.issuer).get<TokenAnswer>(
      '/nobody.example/v2.0/.well-known/openid-configuration',
    );
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  describe('pages', () => {
    it('[I2] load nothing, are not framed, not kept, and say how things are called', async () => {
      const { browser, page } = await scene.opened();
      const consent = await scene.signInOn(browser, page);
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
      const { paths } = (await new ApiClient(scene.issuer).get<ApiDocument>('/openapi.json')).body;
      const typesOf = (path: string, method: string, status: string): string[] =>
        Object.entries(paths[path]?.[method]?.responses[status]?.content ?? {}).map(
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
      const client = await OAuthClient.register(scene.admin, { displayName: '<script>alert(1)</script>' });
      const { page } = await scene.opened(client, { login_hint: '"><script>alert(2)</script>' });
      expect(page.root.querySelectorAll('script')).toHaveLength(0);
      expect(page.text).toContain('&lt;script&gt;alert(1)');
    });

    it('[I2] set cookies that scripts and other sites cannot use', async () => {
      const response = await fetch((await scene.ledger.begin()).url, { redirect: 'manual' });
      const cookies = response.headers.getSetCookie();
      expect(cookies.length).toBeGreaterThan(0);
      expect(cookies).toEqual(cookies.map((): unknown => expect.stringMatching(/samesite=lax.*httponly/i)));
    });

    it('[I2] take no form without the token of its own sign-in', async () => {
      const { browser, page } = await scene.opened();
      const other = await scene.opened();
      const values = { userName: `bo@${scene.domain}`, password };
      for (const formToken of ['', 'x', formTokenOf(other.page)]) {
        const refused = await browser.submit(page, 'Sign in', { ...values, formToken });
        expect([refused.status, refused.title]).toEqual([403, 'This form cannot be accepted - Two Tier']);
      }
      expect((await scene.signInOn(browser, page)).title).toBe('Allow Ledger? - Two Tier');
    });

    it('[I2] are of no use in another browser, or for another sign-in', async () => {
      const { page } = await scene.opened();
      const stranger = new Browser(scene.issuer);
      expect((await stranger.open(page.url)).title).toBe('This sign-in cannot continue - Two Tier');
      const answer = await stranger.submit(page, 'Sign in', { userName: `bo@${scene.domain}`, password });
      expect([answer.status, answer.title]).toEqual([400, 'This sign-in cannot continue - Two Tier']);
    });

    it('[I2] take forms alone, and refuse as pages', async () => {
      const { page } = await scene.opened();
      const json = await new ApiClient('').post(page.url, { userName: 'a' });
      const nobodys = await new ApiClient(scene.issuer).get('/nobody.example/oauth2/authorize');
      expect([json.status, nobodys.status]).toEqual([415, 400]);
      for (const { headers, text } of [json, nobodys]) {
        expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(text).toContain('role="alert"');
      }
    });

    it('[I2] a user who cancels goes back to the application, which is told', async () => {
      const { browser, page, begun } = await scene.opened();
      const back = await browser.submit(page, 'Cancel');
      expect(back.url).toMatch(/^https:\/\/ledger\.example\/back\?/);
      expect(back.parameters.get('error')).toBe('access_denied');
      expect(back.parameters.get('state')).toBe(begun.state);
    });

    it('[I2] signed in once, a browser is asked for nothing but what is new', async () => {
      const { browser, page, begun } = await scene.opened();
      await scene.ledger.finish(await scene.allow(browser, page), begun);
      const again = await scene.ledger.begin();
      const tokens = await scene.ledger.finish(await browser.open(again.url.href), again);
      expect(decodeJwt(tokens.access_token).upn).toBe(`Bo@${scene.domain}`);
      const another = await OAuthClient.register(scene.admin, { displayName: 'Another' });
      expect((await browser.open((await another.begin()).url.href)).title).toBe('Allow Another? - Two Tier');
    });

    it('[I2] signing out ends what the browser may do, after asking', async () => {
      const { browser, page, begun } = await scene.opened();
      const tokens = await scene.ledger.finish(await scene.allow(browser, page), begun);
      const returnTo = { id_token_hint: tokens.id_token!, post_logout_redirect_uri: scene.ledger.redirectUri };
      const asked = await browser.open(openid.buildEndSessionUrl(scene.ledger.configuration, returnTo).href);
      expect(asked.title).toBe('Sign out? - Two Tier');
      const staying = await browser.open(openid.buildEndSessionUrl(scene.ledger.configuration).href);
      expect((await browser.submit(staying, 'Stay signed in')).title).toBe('You are still signed in - Two Tier');
      const anew = await browser.open(openid.buildEndSessionUrl(scene.ledger.configuration, returnTo).href);
      const away = await browser.submit(anew, 'Sign out');
      expect(away.url).toMatch(/^https:\/\/ledger\.example\/back/);
      expect((await browser.open((await scene.ledger.begin()).url.href)).title).toBe('Sign in - Two Tier');
      const again = await browser.open(openid.buildEndSessionUrl(scene.ledger.configuration, returnTo).href);
      expect(again.url).toMatch(/^https:\/\/ledger\.example\/back/);
      const nowhere = await browser.open(openid.buildEndSessionUrl(scene.ledger.configuration).href);
      expect(nowhere.title).toBe('You are signed out - Two Tier');
    });
  });
});
