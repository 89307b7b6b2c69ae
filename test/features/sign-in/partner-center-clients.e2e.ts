import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { ApiClient } from '../../support/clients/api-client.js';
import { Browser } from '../../../tools/token/browser.js';
import { partnerCenter } from '../../support/clients/oauth-client.js';
import { SignInScene, password } from './sign-in-scene.js';
import { type TokenAnswer } from '../../support/wire/body.js';

describe('clients of Partner Center', () => {
  let scene: SignInScene;
  beforeAll(async () => {
    scene = await SignInScene.open();
  });

  it('[I2] v1: an application gets a token for a resource, with numbers as texts', async () => {
    const { appId, secret } = await scene.registered();
    const credentials = { grant_type: 'client_credentials', client_id: appId, client_secret: secret };
    for (const [path, resource] of [
      [`/${scene.tenantId}/oauth2/token`, 'https://graph.windows.net'],
      [`/${scene.domain}/oauth2/token`, partnerCenter],
      [`/${scene.tenantId.toUpperCase()}/OAuth2/Token/`, partnerCenter],
    ] as const) {
      const { status, body, headers } = await scene.form(path, { ...credentials, resource });
      expect([status, Object.keys(body).sort()]).toEqual([
        200,
        ['access_token', 'expires_in', 'expires_on', 'ext_expires_in', 'not_before', 'resource', 'token_type'],
      ]);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '600', ext_expires_in: '600', resource });
      const claims = decodeJwt(body.access_token);
      expect([body.expires_on, body.not_before]).toEqual([String(claims.exp), String(claims.iat)]);
      expect(claims).toMatchObject({ tid: scene.tenantId, appid: appId, idtyp: 'app', aud: partnerCenter });
      expect(claims).not.toHaveProperty('roles');
      expect(claims).not.toHaveProperty('oid');
      expect(headers.get('cache-control')).toContain('no-store');
    }
  });

  it('[I2] v2: the same by scope, with numbers as numbers', async () => {
    const { appId, secret } = await scene.registered();
    for (const resource of ['https://graph.windows.net', partnerCenter]) {
      const { status, body } = await scene.form(`/${scene.tenantId}/oauth2/v2.0/token`, {
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: `${resource}/.default`,
      });
      expect([status, body.expires_in, body.ext_expires_in]).toEqual([200, 600, 600]);
      expect(decodeJwt(body.access_token)).toMatchObject({ tid: scene.tenantId, appid: appId, idtyp: 'app' });
    }
  });

  it('[I2] v1: the secure application model, code first and refresh tokens after', async () => {
    const { appId, secret } = await scene.registered();
    const browser = new Browser(scene.issuer);
    const query = new URLSearchParams({
      client_id: appId,
      response_type: 'code',
      redirect_uri: 'https://ledger.example/back',
      state: 's',
      resource: partnerCenter,
      prompt: 'admin_consent',
    });
    const page = await browser.open(`${scene.issuer}/common/oauth2/authorize?${query.toString()}`);
    const back = await scene.allow(browser, page);
    const client = { client_id: appId, client_secret: secret, resource: 'https://graph.windows.net' };
    const first = await scene.form('/common/oauth2/token', {
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
    const next = await scene.form(`/${scene.tenantId}/oauth2/token`, {
      ...client,
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token,
      scope: 'openid',
    });
    expect(next.status).toBe(200);
    expect(decodeJwt(next.body.access_token)).toMatchObject({
      idtyp: 'user',
      upn: `Bo@${scene.domain}`,
      appid: appId,
    });
    const v2 = await scene.form('/organizations/oauth2/v2.0/token', {
      ...client,
      resource: '',
      scope: `${partnerCenter}/.default openid profile offline_access`,
      grant_type: 'refresh_token',
      refresh_token: next.body.refresh_token,
    });
    expect([v2.status, v2.body.scope]).toEqual([200, `${partnerCenter}/user_impersonation`]);
  });

  it('[I2] a client that asks is told whose the tokens are, for which it keeps them', async () => {
    const { access_token: token, refresh_token: refresh } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
    const asking = { grant_type: 'refresh_token', client_info: '1' };
    const v1 = await scene.tokenOfApp(scene.ledger, { ...asking, refresh_token: refresh! });
    const path = '/organizations/oauth2/v2.0/token';
    const v2 = await scene.tokenOfApp(
      scene.ledger,
      { ...asking, refresh_token: v1.body.refresh_token, scope: 'openid' },
      path,
    );
    for (const { body } of [v1, v2]) {
      const account = JSON.parse(Buffer.from(body.client_info, 'base64url').toString()) as object;
      expect(account).toEqual({ uid: decodeJwt(token)['oid'], utid: scene.tenantId });
    }
    const app = await scene.tokenOfApp(scene.ledger, { grant_type: 'client_credentials', client_info: '1' });
    expect([app.status, app.body.client_info]).toEqual([200, undefined]);
  });

  it('[I2] refusals are in the words of OAuth, and the same for no such application and a wrong secret', async () => {
    const { appId, secret } = await scene.registered();
    const asked = (changes: object): Record<string, string> => ({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      resource: partnerCenter,
      ...changes,
    });
    const path = `/${scene.tenantId}/oauth2/token`;
    const wrong = await scene.form(path, asked({ client_secret: 'wrong' }));
    const unknown = await scene.form(path, asked({ client_id: randomUUID() }));
    expect([wrong.status, wrong.body]).toEqual([
      401,
      { error: 'invalid_client', error_description: expect.any(String) },
    ]);
    expect([unknown.status, unknown.text]).toEqual([401, wrong.text]);
    expect((await scene.form(path, asked({ resource: 'https://graph.example' }))).body.error).toBe('invalid_target');
    expect((await scene.form(path, asked({ grant_type: 'x' }))).body.error).toBe('unsupported_grant_type');
    expect((await scene.form('/nobody.example/oauth2/token', asked({}))).body.error).toBe('invalid_request');
    expect((await scene.form(path, {})).body.error).toBe('invalid_request');
    const json = await new ApiClient(scene.issuer).post(path, asked({}));
    const wanted = 'The request body must be application/x-www-form-urlencoded.';
    expect([json.status, json.body]).toEqual([415, { error: 'invalid_request', error_description: wanted }]);
  });

  it('[I2] an authority is known under its names, with and without the port, and no other one is', async () => {
    const { host, hostname } = new URL(scene.issuer);
    const ask = (endpoint: string) =>
      new ApiClient(scene.issuer).get<TokenAnswer>(
        `/common/discovery/instance?${new URLSearchParams({ 'api-version': '1.1', authorization_endpoint: endpoint }).toString()}`,
      );
    for (const [endpoint, document] of [
      [
        `${scene.issuer}/${scene.domain}/oauth2/v2.0/authorize`,
        `${scene.issuer}/${scene.domain}/v2.0/.well-known/openid-configuration`,
      ],
      [`https://${hostname}/common/oauth2/authorize`, `${scene.issuer}/common/.well-known/openid-configuration`],
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
    for (const endpoint of ['https://login.example/common/oauth2/v2.0/authorize', `${scene.issuer}/common`]) {
      const { status, body } = await ask(endpoint);
      expect([status, body.error]).toEqual([400, 'invalid_instance']);
    }
    expect((await ask('')).body.error).toBe('invalid_request');
  });

  it('[I2] a browser that comes by another name of this machine goes on under that of the issuer', async () => {
    const { url } = await scene.ledger.begin();
    const other = url.href.replace('//localhost:', '//127.0.0.1:');
    expect(other).not.toBe(url.href);
    const answer = await fetch(other, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, url.href]);
    const tokens = await fetch(`${scene.issuer.replace('localhost', '127.0.0.1')}/organizations/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: scene.ledger.appId,
        client_secret: scene.ledger.secret!,
      }),
    });
    expect(tokens.status).toBe(200);
  });

  it('[I2] generatetoken answers the same identity, and nothing that is valid for longer', async () => {
    const { access_token: token } = await scene.ledger.signIn(`bo@${scene.domain}`, password);
    const presented = decodeJwt(token);
    const { status, body } = await scene.form('/generatetoken', { grant_type: 'jwt_token' }, token);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    const claims = decodeJwt(body.access_token);
    for (const name of ['tid', 'oid', 'upn', 'appid', 'idtyp', 'roles', 'aud', 'iss']) {
      expect([name, claims[name]]).toEqual([name, presented[name]]);
    }
    expect(claims.exp).toBeLessThanOrEqual(presented.exp!);
    expect((await new ApiClient(scene.issuer, body.access_token).get('/v1/applications')).status).toBe(200);

    const app = await scene.tokenOfApp(scene.ledger, { grant_type: 'client_credentials' });
    const exchanged = await scene.form('/generatetoken', { grant_type: 'jwt_token' }, app.body.access_token);
    expect(decodeJwt(exchanged.body.access_token)).toMatchObject({ idtyp: 'app', appid: scene.ledger.appId });

    expect((await scene.form('/generatetoken', { grant_type: 'jwt_token' }, 'garbage')).status).toBe(401);
    expect((await scene.form('/generatetoken', { grant_type: 'other' }, token)).status).toBe(400);
  });
});
