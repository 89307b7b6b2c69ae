import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import { ApiClient } from '../../support/clients/api-client.js';
import { Browser } from '../../../tools/token/browser.js';
import { Databases } from '../../support/platform/databases.js';
import { OAuthClient, partnerCenter } from '../../support/clients/oauth-client.js';
import { SignInScene, expectOAuthRefusal, password } from './sign-in-scene.js';
import { type TokenAnswer } from '../../support/wire/body.js';

describe('what a sign-in is worth', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.open();
  });

  describe('codes and refresh tokens', () => {
    it('[I2] a code is good once: the second use ends what the first one got', async () => {
      const { browser, page, begun } = await scene.opened();
      const back = await scene.allow(browser, page);
      const tokens = await scene.ledger.finish(back, begun);
      await expectOAuthRefusal('invalid_grant', () => scene.ledger.finish(back, begun));
      await expectOAuthRefusal('invalid_grant', () => scene.ledger.refresh(tokens.refresh_token!));
    });

    it('[I2] of many uses of one code at the same time one wins', async () => {
      for (let round = 0; round < 5; round++) {
        const { browser, page, begun } = await scene.opened();
        const back = await scene.allow(browser, page);
        expect(await winners(() => scene.ledger.finish(back, begun))).toBe(1);
      }
    });

    it('[I2] a public client needs PKCE, and the code the verifier', async () => {
      const client = await OAuthClient.register(scene.admin, { public: true });
      const { url } = await client.begin();
      url.searchParams.delete('code_challenge');
      url.searchParams.delete('code_challenge_method');
      const refused = await new Browser(scene.issuer).open(url.href);
      expect(refused.parameters.get('error')).toBe('invalid_request');

      const { browser, page, begun } = await scene.opened(client);
      const back = await scene.allow(browser, page);
      const other = openid.randomPKCECodeVerifier();
      await expectOAuthRefusal('invalid_grant', () => client.finish(back, { ...begun, verifier: other }));
      const without = await scene.form(`/organizations/oauth2/v2.0/token`, {
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
        `${scene.ledger.redirectUri}/more`,
        'http://ledger.example/back',
      ]) {
        const { url } = await scene.ledger.begin({ redirect_uri });
        const shown = await new Browser(scene.issuer).open(url.href);
        expect([shown.status, shown.title]).toEqual([400, 'This request cannot be answered - Two Tier']);
      }
    });

    it('[I2] there is no implicit flow, and no grant by password', async () => {
      for (const response_type of ['token', 'id_token', 'code id_token']) {
        const shown = await new Browser(scene.issuer).open((await scene.ledger.begin({ response_type })).url.href);
        expect(decodeURIComponent(shown.url)).toContain('error=unsupported_response_type');
      }
      const credentials = { grant_type: 'password', username: `bo@${scene.domain}`, password };
      const { status, body } = await scene.tokenOfApp(scene.ledger, credentials);
      expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
    });

    it('[I2] a refresh token is replaced when it is used; used again, it ends everything', async () => {
      const first = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      const second = await scene.ledger.refresh(first.refresh_token!);
      expect(decodeJwt(second.access_token)).toMatchObject({
        upn: `Bo@${scene.domain}`,
        roles: ['SalesAgent', 'AdminAgent'],
      });
      const third = await scene.ledger.refresh(second.refresh_token!);
      expect(new Set([first.refresh_token, second.refresh_token, third.refresh_token]).size).toBe(3);
      await expectOAuthRefusal('invalid_grant', () => scene.ledger.refresh(first.refresh_token!));
      await expectOAuthRefusal('invalid_grant', () => scene.ledger.refresh(third.refresh_token!));
    });

    it('[I2] of many uses of one refresh token at the same time one wins', async () => {
      const { refresh_token: token } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      expect(await winners(() => scene.ledger.refresh(token!))).toBe(1);
    });

    it('[I2] a refresh token is worth nothing to another application, and after it was revoked', async () => {
      const { refresh_token: token } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      const another = await OAuthClient.register(scene.admin);
      const refused = await scene.tokenOfApp(another, { grant_type: 'refresh_token', refresh_token: token! });
      expect(refused.body).toEqual({
        error: 'invalid_grant',
        error_description:
          'The refresh token was issued to another application. Send the client_id that it was issued to.',
      });
      await openid.tokenRevocation(another.configuration, token!);
      const { refresh_token: next } = await scene.ledger.refresh(token!);
      await openid.tokenRevocation(scene.ledger.configuration, next!);
      await expectOAuthRefusal('invalid_grant', () => scene.ledger.refresh(next!));
    });

    it('[I2] a request that is refused uses up nothing: neither a refresh token nor a code', async () => {
      const first = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      const refreshing = { grant_type: 'refresh_token', refresh_token: first.refresh_token! };
      for (const [path, changes, error] of [
        ['/organizations/oauth2/v2.0/token', { scope: 'https://graph.microsoft.com/.default' }, 'invalid_target'],
        ['/organizations/oauth2/token', { resource: 'https://graph.microsoft.com' }, 'invalid_target'],
        ['/organizations/oauth2/v2.0/token', { scope: 'openid unknown' }, 'invalid_scope'],
      ] as const) {
        const refused = await scene.tokenOfApp(scene.ledger, { ...refreshing, ...changes }, path);
        expect([changes, refused.status, refused.body.error]).toEqual([changes, 400, error]);
      }
      const scope = `${partnerCenter}/.default`;
      const right = await scene.tokenOfApp(scene.ledger, { ...refreshing, scope }, '/organizations/oauth2/v2.0/token');
      expect([right.status, decodeJwt(right.body.access_token).upn]).toEqual([200, `Bo@${scene.domain}`]);

      const { browser, page, begun } = await scene.opened();
      const code = (await scene.allow(browser, page)).parameters.get('code')!;
      const redeeming = { grant_type: 'authorization_code', code, code_verifier: begun.verifier };
      const there = { ...redeeming, redirect_uri: scene.ledger.redirectUri };
      const elsewhere = await scene.tokenOfApp(scene.ledger, { ...there, resource: 'https://graph.microsoft.com' });
      expect(elsewhere.body.error).toBe('invalid_target');
      expect((await scene.tokenOfApp(scene.ledger, there)).status).toBe(200);
    });

    it('[I2] a refusal says what is wrong with the code or the refresh token', async () => {
      const { refresh_token: first } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      await scene.ledger.refresh(first!);
      const refusalOf = async (fields: Record<string, string>): Promise<string> =>
        String((await scene.tokenOfApp(scene.ledger, fields)).body.error_description);
      const refresh = (token: string) => refusalOf({ grant_type: 'refresh_token', refresh_token: token });
      expect(await refresh('unknown')).toMatch(/^The refresh token is unknown/);
      expect(await refresh(first!)).toMatch(/^The refresh token was used before/);
      const { browser, page, begun } = await scene.opened();
      const code = (await scene.allow(browser, page)).parameters.get('code')!;
      const redeem = (changes: Record<string, string>) =>
        refusalOf({ grant_type: 'authorization_code', code, redirect_uri: scene.ledger.redirectUri, ...changes });
      expect(await redeem({})).toMatch(/code_verifier/);
      expect(await redeem({ code_verifier: begun.verifier, redirect_uri: 'https://other.example/' })).toMatch(
        /was sent to another redirect_uri/,
      );
    });

    it('[I2] the database holds nothing that could be used: neither codes, tokens, cookies nor secrets', async () => {
      const { refresh_token: token } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
      const databases = new Databases(scene.platform);
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
      const { browser, page, begun } = await scene.opened(scene.ledger, { scope: 'openid profile' });
      const tokens = await scene.ledger.finish(await scene.allow(browser, page), begun);
      expect(tokens.refresh_token).toBeUndefined();
      const { sub } = tokens.claims()!;
      const info = await openid.fetchUserInfo(scene.ledger.configuration, tokens.access_token, sub);
      expect(info).toMatchObject({ tid: scene.tenantId, upn: `Bo@${scene.domain}` });
      expect((await new ApiClient(scene.issuer, tokens.access_token).get('/v1/applications')).status).toBe(401);
    });
  });

  describe('what was taken away', () => {
    it('[I2] a role is gone with the next token', async () => {
      const { refresh_token: token } = await scene.ledger.signIn(`ana@${scene.domain}`, password);
      const user = { userName: 'ana', password };
      await scene.platform.change(scene.tenantId, { ...user, roles: ['HelpdeskAgent'] });
      const next = await scene.ledger.refresh(token!);
      expect(decodeJwt(next.access_token).roles).toEqual(['HelpdeskAgent']);
      await scene.platform.change(scene.tenantId, { ...user, roles: ['GlobalAdmin'] });
    });

    it('[I2] a deleted application gets no tokens', async () => {
      const client = await OAuthClient.register(scene.admin);
      const { refresh_token: token } = await client.signIn(`bo@${scene.domain}`, password);
      expect((await scene.admin.send('DELETE', `/v1/applications/${client.appId}`)).status).toBe(204);
      await expectOAuthRefusal('invalid_client', () => client.refresh(token!));
      const shown = await new Browser(scene.issuer).open((await client.begin()).url.href);
      expect([shown.status, shown.title]).toEqual([400, 'This request cannot be answered - Two Tier']);
    });
  });
});

/** How many of ten that use the same thing at the same time succeed. */
async function winners(use: () => Promise<unknown>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: 10 }, use));
  const losers = results.filter((result) => result.status === 'rejected');
  expect(losers.map(({ reason }) => (reason as TokenAnswer).error)).toEqual(losers.map(() => 'invalid_grant'));
  return results.length - losers.length;
}
