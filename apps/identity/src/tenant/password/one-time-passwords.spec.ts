import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@node-rs/argon2';
import { type IdentityConfig } from '../../identity.config.js';
import { CredentialSecret } from './credential-secret.js';
import { OneTimePasswords } from './one-time-passwords.js';
import { type Credential, type Tenant } from '../tenant.js';

const start = new Date('2026-03-01T08:00:00.000Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'one-time-passwords-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const passwords = (now = start, file = 'secret'): OneTimePasswords => {
  const config = { CREDENTIAL_SECRET_FILE: join(folder, file), CREDENTIAL_TTL_SECONDS: 900 } as IdentityConfig;
  return new OneTimePasswords(new CredentialSecret(config), config, { now: () => now });
};
const tenantWith = (credential?: Credential, userName = 'admin'): Tenant => ({
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  status: 'reserved',
  reservedAt: start,
  users: [{ id: 'user-1', userName, roles: [], credential }],
});
const fresh = tenantWith({ nonce: 'nonce-1', createdAt: start });

it('[I4] answers the same password to a repeat, on every instance, until it is a quarter of an hour old', () => {
  const first = passwords().ofAdmin(fresh);
  expect(first).toEqual(expect.any(String));
  expect(passwords(after(900)).ofAdmin(fresh)).toBe(first);
});

it.each([
  ['after a quarter of an hour', fresh, after(900.001)],
  ['once it is sealed', tenantWith({ passwordHash: 'hash' }), start],
  ['where there is none', tenantWith(), start],
  ['of anybody but the admin', tenantWith({ nonce: 'nonce-1', createdAt: start }, 'agent'), start],
])('[I4] tells no password %s', (_, tenant, now) => expect(passwords(now).ofAdmin(tenant)).toBeUndefined());

it('[I5] tells no password where users sign in at another issuer', () => {
  const config = { CREDENTIAL_SECRET_FILE: join(folder, 'secret'), CREDENTIAL_TTL_SECONDS: 900 };
  const elsewhere = Object.assign(config, { OIDC_ISSUER: 'https://login.example' }) as IdentityConfig;
  const service = new OneTimePasswords(new CredentialSecret(elsewhere), elsewhere, { now: () => start });
  expect(service.ofAdmin(fresh)).toBeUndefined();
});

it('[I3] tells the password of any user while it may be told', () => {
  const user = { id: 'user-2', userName: 'agent', roles: [], credential: { nonce: 'nonce-2', createdAt: start } };
  expect(passwords(after(900)).of(user)).toEqual(expect.any(String));
  expect(passwords(after(900)).of(user)).not.toBe(passwords().ofAdmin(fresh));
  expect(passwords(after(901)).of(user)).toBeUndefined();
  expect(passwords().of(undefined)).toBeUndefined();
});

it('[I4] gives each nonce a password of its own, with what password rules ask for', () => {
  const service = passwords();
  const [one, other] = [service.newNonce(), service.newNonce()].map((nonce) =>
    service.ofAdmin(tenantWith({ nonce, createdAt: start })),
  );
  expect(one).not.toBe(other);
  expect(one).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w]).{16,}$/);
});

it('[I4] derives another password under another secret', () =>
  expect(passwords(start, 'other').ofAdmin(fresh)).not.toBe(passwords().ofAdmin(fresh)));

it('[I4] hashes the password that it told, so that it still signs in when it cannot be told any more', async () => {
  const service = passwords();
  const hash = await service.hashFor('nonce-1');
  expect(hash).toMatch(/^\$argon2id\$/);
  await expect(verify(hash, service.ofAdmin(fresh) as string)).resolves.toBe(true);
});

it('[I4] makes a random secret that nobody else can read, once', () => {
  passwords();
  const file = join(folder, 'secret');
  const secret = readFileSync(file, 'utf8');
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(statSync(file).mode & 0o077).toBe(0);
  passwords();
  expect(readFileSync(file, 'utf8')).toBe(secret);
});

it('[I4] refuses a secret that is too short', () => {
  writeFileSync(join(folder, 'secret'), 'x'.repeat(31));
  expect(() => passwords()).toThrow(/secret file .* must hold at least 32 bytes/);
});
