import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from 'jose';
import { Browser } from '../../../tools/token/browser.js';
import { ApiClient } from '../../support/clients/api-client.js';
import { Databases } from '../../support/platform/databases.js';
import { eventually } from '../../support/eventually.js';
import { OAuthClient } from '../../support/clients/oauth-client.js';
import { TestPlatform } from '../../support/platform/test-platform.js';
import { type KeySet } from '../../support/wire/body.js';

const password = 'Correct horse 1';

/** Short-lived keys: a new one signs every few seconds. */
const env = {
  SIGNING_KEY_LIFETIME_SECONDS: '8',
  SIGNING_KEY_LEAD_SECONDS: '3',
  SWEEP_INTERVAL_SECONDS: '1',
  DEVICE_CODE_TTL_SECONDS: '1',
};

describe('signing in while identity is killed, and keys change', () => {
  let platform: TestPlatform;
  let issuer: string;
  let userName: string;
  let ledger: OAuthClient;

  beforeAll(async () => {
    platform = await TestPlatform.start({ env });
    issuer = platform.gatewayUrl;
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

  it('[I2] a device is told that its code has expired, and so is the user', async () => {
    const clientId = 'c0000000-0000-4000-8000-0000000000c1';
    const send = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: clientId, ...fields });
      const response = await fetch(`${issuer}/organizations/oauth2/v2.0/${path}`, { method: 'POST', body });
      return (await response.json()) as Record<string, string>;
    };
    const codes = await send('devicecode', { scope: 'openid' });
    const grant = { grant_type: 'device_code', device_code: codes.device_code! };
    await eventually('it expires', async () => (await send('token', grant)).error === 'expired_token');
    const browser = new Browser(issuer);
    const page = await browser.open(codes.verification_uri!);
    const late = await browser.submit(page, 'Next', { user_code: codes.user_code! });
    expect(late.alert).toBe('This code has expired. Begin again on your device.');
  });

  it('[I2] no database holds a private key that could be used', async () => {
    const databases = new Databases(platform);
    const stored = await Promise.all([
      ...Object.keys(platform.urls)
        .filter((service) => !['gateway', 'portal'].includes(service))
        .map((service) => databases.all(service, 'servicekeys')),
      databases.all('identity', 'tokenkeys'),
    ]);
    await databases.close();
    for (const keys of stored) expect(keys).not.toHaveLength(0);
    expect(JSON.stringify(stored)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('[I2] keys that an older version left in the clear go on to be used, and are wrapped', async () => {
    const databases = new Databases(platform);
    const identity = platform.apps.identity[0]!;
    await identity.stop();
    const service = await exportedPair('EdDSA');
    const signing = await exportedPair('RS256');
    await databases.remove('identity', 'servicekeys', {});
    await databases.insert('identity', 'servicekeys', [{ _id: 'current', ...service }]);
    const { _id: generation, usedUntil } = await newestKey(databases);
    const names = { kid: 'left-in-the-clear', alg: 'RS256', use: 'sig' };
    const times = { signsFrom: new Date(0), usedUntil };
    const keys = { privateJwk: { ...signing.privateJwk, ...names }, publicJwk: { ...signing.publicJwk, ...names } };
    await databases.insert('identity', 'tokenkeys', [{ _id: generation + 1, ...times, ...keys }]);
    await identity.start();
    await eventually('the key is published', async () => (await publishedKeys()).includes(names.kid));
    const { keys: called } = (await (await fetch(`${identity.url}/internal/keys`)).json()) as { keys: JWK[] };
    expect(called[0]).toMatchObject(service.publicJwk);
    const stored = [await databases.all('identity', 'servicekeys'), await databases.all('identity', 'tokenkeys')];
    await databases.close();
    expect(JSON.stringify(stored)).toContain(names.kid);
    expect(JSON.stringify(stored)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  it('[I2] an instance with another secret does not start, and says which file it is about, until that is accepted', async () => {
    const file = join(platform.dataDir, 'another-secret');
    await writeFile(file, 'another secret '.repeat(4));
    const refused = async (service: 'identity' | 'agreements', setting: string): Promise<string> => {
      const child = instanceOf(service, { [setting]: file });
      const ended = new Promise((resolve) => child.once('close', resolve));
      const [errors, code] = await Promise.all([text(child.stderr), ended]);
      expect([code, errors]).toEqual([1, expect.stringContaining(`${setting}: the secret in ${file} is another one.`)]);
      expect(errors).not.toContain('    at ');
      return errors;
    };
    await refused('identity', 'KEY_SECRET_FILE');
    await refused('identity', 'CREDENTIAL_SECRET_FILE');
    const errors = await refused('agreements', 'LINK_SECRET_FILE');
    const databases = new Databases(platform);
    const kept = async (): Promise<unknown> =>
      (await databases.all('agreements', 'secretfingerprints', { _id: 'LINK_SECRET_FILE' }))[0];
    const before = await kept();
    expect(Object.keys(before as object).sort()).toEqual(['_id', 'fingerprint', 'salt']);
    const accepted = { LINK_SECRET_FILE: file, ACCEPTED_SECRETS: /ACCEPTED_SECRETS=(\S+)/.exec(errors)![1]! };
    const child = instanceOf('agreements', accepted);
    await eventually('the new secret counts', async () => !isDeepStrictEqual(await kept(), before));
    child.kill('SIGKILL');
    await databases.close();
  });

  function instanceOf(service: 'identity' | 'agreements', settings: Record<string, string>) {
    const env = { ...platform.apps[service][0]!.environment, PORT: '1', ...settings };
    return spawn(process.execPath, [`dist/services/${service}.js`], { env });
  }

  async function publishedKeys(): Promise<string[]> {
    const { body } = await new ApiClient(issuer).get<KeySet>('/discovery/v2.0/keys');
    return body.keys.map(({ kid }) => kid);
  }

  async function killIdentity(): Promise<void> {
    const identity = platform.apps.identity[0]!;
    await identity.kill();
    await identity.start();
    await eventually('the gateway to reach identity', async () => (await publishedKeys()).length > 0);
  }
});

async function exportedPair(algorithm: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) };
}

async function newestKey(databases: Databases): Promise<{ _id: number; usedUntil: Date }> {
  const keys = await databases.all<{ _id: number; usedUntil: Date }>('identity', 'tokenkeys');
  return keys.sort((one, other) => other._id - one._id)[0]!;
}
