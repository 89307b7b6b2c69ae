import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SignJWT } from 'jose';
import { type PortalConfig } from '../portal.config.js';
import { type Issuer, type Tokens } from './issuer.js';
import { assertFromOwnPage } from './own-pages.js';
import { SealedCookies } from './sealed-cookies.js';
import { Sessions } from './sessions.js';

const NOW = new Date('2026-03-01T10:00:00Z');
const seconds = NOW.getTime() / 1_000;
/** Cookies are checked by the clock of the machine. */
const LONG = 10 * 365 * 24 * 60 * 60;

function setUp(refresh: () => Promise<Tokens>) {
  const file = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'secret');
  writeFileSync(file, randomBytes(48).toString('base64'));
  const config = { SESSION_SECRET_FILE: file, SESSION_TTL_SECONDS: LONG, OIDC_CLAIMS: {} } as PortalConfig;
  const asked: string[] = [];
  const issuer = { refresh: (token: string) => (asked.push(token), refresh()) } as unknown as Issuer;
  const cookies = new SealedCookies(config);
  return { asked, cookies, sessions: new Sessions(cookies, issuer, config, { now: () => NOW }) };
}

/** A reply that keeps the cookies it is given, and a request that brings them back. */
function browser() {
  const cookies: string[] = [];
  const reply = { header: (_: string, value: string) => cookies.push(value) } as unknown as FastifyReply;
  const request = () => ({ headers: { cookie: cookies.at(-1)?.split(';')[0] } }) as FastifyRequest;
  return { cookies, reply, request };
}

const expired: Tokens = { accessToken: 'old', refreshToken: 'r', expiresAt: seconds - 1, name: 'Ada' };
const fresh: Tokens = { accessToken: 'new', expiresAt: seconds + 600 };

it('[I2] is in a cookie that no script, no other site and no other server reads', async () => {
  const { sessions } = setUp(() => Promise.resolve(fresh));
  const { cookies, reply, request } = browser();
  await sessions.begin(reply, fresh);
  expect(cookies[0]).toMatch(/^__Host-session=\S+; Path=\/; Secure; HttpOnly; SameSite=strict; Expires=/);
  expect(cookies[0]).not.toContain('new');
  expect(await sessions.current(request(), reply)).toMatchObject({ accessToken: 'new' });
});

it('[I2] is refreshed once for all tabs that ask at the same time', async () => {
  let answer: (tokens: Tokens) => void = () => undefined;
  const { asked, cookies, sessions } = setUp(() => new Promise((resolve) => (answer = resolve)));
  const { reply, request } = browser();
  await sessions.begin(reply, expired);
  const tabs = [request(), request(), request()];
  const read = cookies.read.bind(cookies);
  let arrived = 0;
  cookies.read = async (...asking) => {
    const found = await read(...asking);
    if (++arrived === tabs.length) setImmediate(() => answer(fresh));
    return found as never;
  };
  const all = await Promise.all(tabs.map((tab) => sessions.current(tab, reply)));
  expect(all.map((session) => session?.accessToken)).toEqual(['new', 'new', 'new']);
  expect(all[0]).toMatchObject({ refreshToken: 'r', name: 'Ada' });
  expect(asked).toEqual(['r']);
});

it('[I2] stays while the issuer is away', async () => {
  const { sessions } = setUp(() => Promise.reject(new Error('away')));
  const { cookies, reply, request } = browser();
  await sessions.begin(reply, expired);
  await expect(sessions.current(request(), reply)).rejects.toThrow('away');
  expect(cookies).toHaveLength(1);
});

it('[I2] of somebody else, or made elsewhere, is none', async () => {
  const { sessions } = setUp(() => Promise.resolve(fresh));
  const other = setUp(() => Promise.resolve(fresh));
  const { reply, request } = browser();
  await other.sessions.begin(reply, fresh);
  expect(await sessions.current(request(), reply)).toBeUndefined();
});

it('[I2] says who is signed in, by the claims of the token', async () => {
  const { sessions } = setUp(() => Promise.resolve(fresh));
  const claims = { tid: 'T1', oid: 'u1', upn: 'ada@aspen.example', roles: ['GlobalAdmin'] };
  const accessToken = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32));
  expect(sessions.userOf({ accessToken, expiresAt: 0 })).toEqual({
    tenantId: 't1',
    userId: 'u1',
    userName: 'ada@aspen.example',
    name: 'ada@aspen.example',
    roles: ['GlobalAdmin'],
  });
});

describe('[I2] a request with the session', () => {
  const portal = 'https://portal.example/';
  const request = (method: string, headers: Record<string, string>) =>
    ({ method, headers }) as unknown as FastifyRequest;

  it.each([
    ['GET', { 'x-portal': '1' }],
    ['POST', { 'x-portal': '1', origin: 'https://portal.example' }],
  ])('is taken from own pages: %s', (method, headers) =>
    expect(() => assertFromOwnPage(request(method, headers), portal)).not.toThrow(),
  );

  it.each([
    ['GET', {}],
    ['POST', { 'x-portal': '1' }],
    ['POST', { origin: 'https://portal.example' }],
    ['POST', { 'x-portal': '1', origin: 'https://elsewhere.example' }],
  ])('is refused from elsewhere: %s %j', (method, headers) =>
    expect(() => assertFromOwnPage(request(method, headers as Record<string, string>), portal)).toThrow('own pages'),
  );
});
