import { Logger } from '@nestjs/common';
import { DependencyUnavailableError } from '#lib/service-kit';
import { type Delivery, type Mail, type Mailer } from '../mail/mailer.js';
import { NotificationsConfig } from '../notifications.config.js';
import { emailOf, type DropReason, type Email, type EmailChange } from './email.js';
import { type EmailRepository, type LeasedEmail } from './email.repository.js';
import { EmailSender } from './email.sender.js';
import { type EmailWriter } from './email.writer.js';

const start = new Date('2026-11-24T10:00:00Z');
const mail = {} as Mail;

/** The collection, in memory. */
class Emails {
  readonly documents: (Email & { lease?: string })[] = [];
  settle = (leased: LeasedEmail, change: EmailChange): Promise<void> => this.apply(leased, change);
  private leases = 0;

  add(eventId: string): void {
    const cause = { eventId, time: start, correlationId: 'c' };
    this.documents.push(emailOf(cause, 'tenant', { template: 'withdrawn', reasons: [] }, new Date()));
  }

  lease(now: Date, until: Date): Promise<LeasedEmail | undefined> {
    const found = this.documents.find(
      ({ status, nextAttemptAt = until }) => status === 'pending' && nextAttemptAt <= now,
    );
    if (!found) return Promise.resolve(undefined);
    const lease = String(++this.leases);
    Object.assign(found, { lease, nextAttemptAt: until, attempts: found.attempts + 1 });
    return Promise.resolve({ email: { ...found }, lease });
  }

  renew({ email, lease }: LeasedEmail, until: Date): Promise<boolean> {
    const found = this.documents.find(({ id }) => id === email.id);
    const holds = found?.lease === lease;
    if (holds) found.nextAttemptAt = until;
    return Promise.resolve(holds);
  }

  apply({ email, lease }: LeasedEmail, change: EmailChange): Promise<void> {
    const found = this.documents.find(({ id }) => id === email.id);
    if (found && (change.status === 'sent' || found.lease === lease)) Object.assign(found, change);
    return Promise.resolve();
  }

  get statuses(): string[] {
    return this.documents.map(({ status }) => status);
  }
}

const sixSeconds = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 6_000));
const pass = (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1_000);
let emails: Emails;
let sender: EmailSender;
/** Deliveries under way, which the test lets end. */
let deliveries: ((delivery: Delivery) => void)[];
let write: () => Promise<Mail | DropReason>;

beforeEach(() => {
  jest.useFakeTimers({ now: start });
  Logger.overrideLogger(false);
  emails = new Emails();
  deliveries = [];
  write = () => Promise.resolve(mail);
  const mailer = {
    deliver: () => new Promise<Delivery>((resolve) => deliveries.push(resolve)),
    close: () => Promise.resolve(),
  };
  sender = new EmailSender(
    emails as unknown as EmailRepository,
    { write: () => write() } as unknown as EmailWriter,
    mailer as unknown as Mailer,
    new NotificationsConfig(),
    { now: () => new Date() },
  );
  sender.onApplicationBootstrap();
});
afterEach(async () => {
  deliveries.forEach((end) => end({ outcome: 'sent' }));
  const stopped = sender.onModuleDestroy();
  await pass(10);
  await stopped;
  jest.useRealTimers();
});

it('[N1] a slow server holds up the mail that it has, and no other', async () => {
  emails.add('e.1');
  sender.soon();
  await pass(0);
  emails.add('e.2');
  sender.soon();
  await pass(0);
  deliveries[1]!({ outcome: 'sent' });
  await pass(0);
  expect(emails.statuses).toEqual(['pending', 'sent']);
});

it('[N1] sends five at the same time, and the next as soon as one is done', async () => {
  for (let number = 1; number <= 7; number++) emails.add(`e.${number}`);
  sender.soon();
  await pass(0);
  expect(deliveries).toHaveLength(5);
  deliveries[2]!({ outcome: 'sent' });
  await pass(0);
  expect(deliveries).toHaveLength(6);
});

it('[N1] a mail whose sender was killed is sent when its lease has run out', async () => {
  emails.add('e.1');
  await emails.lease(start, new Date(start.getTime() + 125_000));
  await pass(124);
  expect(deliveries).toHaveLength(0);
  await pass(6);
  expect(deliveries).toHaveLength(1);
});

it('[N1] a mail that took long to write is sent under a lease that lasts, and by nobody else', async () => {
  write = () => sixSeconds().then(() => mail);
  emails.add('e.1');
  sender.soon();
  await pass(6);
  expect(deliveries).toHaveLength(1);
  expect(await emails.lease(new Date(start.getTime() + 126_000), new Date())).toBeUndefined();
});

it('[N1] a mail whose lease another has taken meanwhile is left to that one', async () => {
  write = () => sixSeconds().then(() => mail);
  emails.add('e.1');
  sender.soon();
  await pass(1);
  Object.assign(emails.documents[0]!, { lease: 'of another', attempts: 2 });
  await pass(6);
  expect(deliveries).toHaveLength(0);
  expect(emails.documents[0]).toMatchObject({ status: 'pending', lease: 'of another', attempts: 2 });
});

it('[N1] an owner that is away is asked again later', async () => {
  write = () => Promise.reject(new DependencyUnavailableError('enrollment'));
  emails.add('e.1');
  sender.soon();
  await pass(0);
  expect(emails.documents[0]).toMatchObject({ status: 'pending', attempts: 1, lastError: 'owner-unreachable' });
  write = () => Promise.resolve(mail);
  await pass(10);
  deliveries[0]!({ outcome: 'sent' });
  await pass(0);
  expect(emails.documents[0]).toMatchObject({ status: 'sent', attempts: 2 });
});

it('[N1] a mail that cannot be written because of a fault of ours is kept', async () => {
  write = () => Promise.reject(new TypeError('x is not a function'));
  emails.add('e.1');
  sender.soon();
  await pass(0);
  expect(emails.documents[0]).toMatchObject({ status: 'pending', lastError: 'unexpected' });
});

it('[N1] a dead link is dropped without asking the server', async () => {
  write = () => Promise.resolve('link-dead');
  emails.add('e.1');
  sender.soon();
  await pass(0);
  expect(emails.documents[0]).toMatchObject({ status: 'dropped', lastError: 'link-dead' });
  expect(deliveries).toHaveLength(0);
});

it('[N1] does not send a mail again because the database was away when it was to be noted down', async () => {
  emails.settle = () => Promise.reject(new Error('no database'));
  emails.add('e.1');
  sender.soon();
  await pass(0);
  deliveries[0]!({ outcome: 'sent' });
  // Longer than the lease: the mail looks as if its sender had been killed.
  await pass(300);
  expect(emails.statuses).toEqual(['pending']);
  emails.settle = (leased, change) => emails.apply(leased, change);
  await pass(2);
  expect(emails.statuses).toEqual(['sent']);
  await pass(300);
  expect(deliveries).toHaveLength(1);
});

it('[N1] when it stops it finishes what is under way, and begins nothing', async () => {
  for (let number = 1; number <= 6; number++) emails.add(`e.${number}`);
  sender.soon();
  await pass(0);
  let stopped = false;
  const stopping = sender.onModuleDestroy().then(() => (stopped = true));
  await pass(0);
  expect(stopped).toBe(false);
  deliveries.forEach((end) => end({ outcome: 'sent' }));
  await stopping;
  expect(emails.statuses).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'pending']);
});
