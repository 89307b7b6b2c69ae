import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EnrollmentConfig } from '../enrollment.config.js';
import { VerificationLinks } from './verification-links.js';

const now = new Date('2026-03-01T08:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'links-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = { LINK_SECRET_FILE: join(folder, 'secret'), VERIFICATION_TTL_SECONDS: 60, issuer: 'https://two.tier' };
const links = new VerificationLinks(config as EnrollmentConfig, { now: () => now });

it('[E6] works for as long as is configured', () =>
  expect(links.issue('ana@contoso.com')).toMatchObject({
    email: 'ana@contoso.com',
    expiresAt: new Date('2026-03-01T08:01:00Z'),
  }));

it('[E6] is told from its id whenever it is asked for; what is stored does not hold it', () => {
  const [one, other] = [links.issue('ana@contoso.com'), links.issue('ana@contoso.com')];
  const token = links.url(one).replace('https://two.tier/verifications/', '');
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(links.url(one)).toContain(token);
  expect(links.hashOf(token)).toBe(one.tokenHash);
  expect(JSON.stringify(one)).not.toContain(token);
  expect(links.url(other)).not.toContain(token);
});
