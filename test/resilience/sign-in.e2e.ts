import { decodeJwt, decodeProtectedHeader } from 'jose';
import { Browser } from '../../tools/token/browser.mjs';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { OAuthClient } from '../support/oauth-client.js';
import { TestPlatform } from '../support/test-platform.js';

const password = 'Correct horse 1';

/** Short-lived keys: a new one signs every few seconds. */
const env = { SIGNING_KEY_LIFETIME_SECONDS: '8', SIGNING_KEY_LEAD_SECONDS: '3', SWEEP_INTERVAL_SECONDS: '1' };

describe('signing in while identity is killed, and keys change', () => {
  let platform: TestPlatform;
  let issuer: string;
  let userName: string;
  let ledger: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ env });
    issuer = platform.platform.gatewayUrl;
    const { domain, tokens } = await platform.people({ userName: 'ana', roles: ['GlobalAdmin'], password });
    userName = `ana@${domain}`;
    ledger = await OAuthClient.register(new ApiClient(issuer, tokens.get('ana')));
  });
  afterAll(() => platform.stop());

  it('[I2] kill -9 of identity between any two steps of a sign-in does not matter', async () => {
    const browser = new Browser(issuer);
    const begun = await ledger.begin();
    const page = await browser.open(begun.url.href);
    await killIdentity();
    const consent = await browser.submit(page, 'Sign in', { userName, password });
    expect(consent.title).toBe('Allow Ledger? - Two Tier');
    await killIdentity();
    const back = await browser.submit(consent, 'Allow');
    await killIdentity();
    const tokens = await ledger.finish(back, begun);
    await killIdentity();
    const next = await ledger.refresh(tokens.refresh_token!);
    expect(decodeJwt(next.access_token).upn).toBe(userName);
    await killIdentity();
    await expect(ledger.refresh(tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    const again = await browser.open((await ledger.begin()).url.href);
    expect(again.title).toBe('Allow Ledger? - Two Tier');
    expect((await browser.submit(again, 'Allow')).url).toMatch(/^https:\/\/ledger\.example/);
  });

  it('[I2] a key is published before it signs, and after; services follow without a restart', async () => {
    const seen = new Map<string, { publishedBefore: boolean; token: string }>();
    let published: string[] = [];
    const first = await ledger.signIn(userName, password);
    let refreshToken = first.refresh_token!;
    await eventually('three keys', async () => {
      const before = published;
      published = await publishedKeys();
      const tokens = await ledger.refresh(refreshToken);
      refreshToken = tokens.refresh_token!;
      const kid = decodeProtectedHeader(tokens.access_token).kid!;
      if (!seen.has(kid)) {
        const publishedBefore = seen.size === 0 || before.includes(kid);
        seen.set(kid, { publishedBefore, token: tokens.access_token });
      }
      return seen.size >= 3;
    });
    expect([...seen.values()].map(({ publishedBefore }) => publishedBefore)).toEqual([...seen].map(() => true));
    expect(await publishedKeys()).toEqual(expect.arrayContaining([...seen.keys()]));
    for (const { token } of seen.values()) {
      for (const path of ['/v1/applications', '/v1/customers']) {
        const { status } = await new ApiClient(issuer, token).get(path);
        expect([path, status]).toEqual([path, path === '/v1/applications' ? 200 : 403]);
      }
    }
  });

  async function publishedKeys(): Promise<string[]> {
    const { body } = await new ApiClient(issuer).get('/discovery/v2.0/keys');
    return body.keys.map(({ kid }: { kid: string }) => kid);
  }

  async function killIdentity(): Promise<void> {
    const identity = platform.platform.apps.identity[0]!;
    await identity.kill();
    await identity.start();
    await eventually('the gateway to reach identity', async () => (await publishedKeys()).length > 0);
  }
});
