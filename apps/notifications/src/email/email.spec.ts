import { afterAttempt, emailOf, type Attempt, type Email } from './email.js';

const now = new Date('2026-11-24T10:00:00Z');
const cause = { eventId: 'e.7', time: new Date('2026-11-24T09:59:59Z'), correlationId: 'c-1' };
const hours = (count: number): number => count * 60 * 60 * 1_000;
const later = (ms: number): Date => new Date(now.getTime() + ms);

/** A mail that was created at `now`, after so many attempts. */
function email(attempts = 1): Email {
  return { ...emailOf(cause, 'tenant', { template: 'rejected', reasons: ['No such address'] }, now), attempts };
}

const after = (attempt: Attempt, changes: { attempts?: number; at?: Date; random?: number } = {}): object =>
  afterAttempt(email(changes.attempts), attempt, {
    now: changes.at ?? now,
    retryForMs: hours(72),
    random: changes.random ?? 1,
  });
const deferred: Attempt = { outcome: 'deferred', error: 'server-unreachable' };

it('[N1] a cause has one mail, which is due at once', () =>
  expect(emailOf(cause, 'tenant', { template: 'verification', verificationId: 'v-1' }, now)).toEqual({
    id: 'verification/e.7',
    template: 'verification',
    verificationId: 'v-1',
    tenantId: 'tenant',
    cause,
    status: 'pending',
    attempts: 0,
    createdAt: now,
    nextAttemptAt: now,
  }));

it('[N1] a mail that was sent is never tried again', () =>
  expect(after({ outcome: 'sent' })).toEqual({ status: 'sent', endedAt: now }));

it('[N1] a mail with nothing to send is dropped, with the reason', () =>
  expect(after({ outcome: 'dropped', reason: 'link-dead' })).toEqual({
    status: 'dropped',
    endedAt: now,
    lastError: 'link-dead',
  }));

it('[N1] a mail that is refused for good has failed', () =>
  expect(after({ outcome: 'failed', error: 'refused-by-server' })).toEqual({
    status: 'failed',
    endedAt: now,
    lastError: 'refused-by-server',
  }));

it.each([
  [1, 5],
  [2, 10],
  [5, 80],
  [10, 2_560],
  [11, 3_600],
  [500, 3_600],
])('[N1] after attempt %i it waits at most %i s', (attempts, seconds) =>
  expect(after(deferred, { attempts })).toEqual({
    status: 'pending',
    nextAttemptAt: later(seconds * 1_000),
    lastError: 'server-unreachable',
  }),
);

it('[N1] waits at least half as long, so that not all mails come back at once', () =>
  expect(after(deferred, { attempts: 3, random: 0 })).toMatchObject({ nextAttemptAt: later(10_000) }));

it('[N1] is tried for as long as it is configured, and has failed then', () => {
  const attempts = 80;
  expect(after(deferred, { attempts, at: later(hours(71)) })).toMatchObject({ status: 'pending' });
  const at = later(hours(71) + 1);
  expect(after(deferred, { attempts, at })).toEqual({
    status: 'failed',
    endedAt: at,
    lastError: 'server-unreachable',
  });
});
