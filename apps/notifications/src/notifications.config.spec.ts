import { type InvalidConfigError, loadConfig } from '#lib/service-kit';
import { NotificationsConfig } from './notifications.config.js';

const urls = Object.fromEntries(
  ['IDENTITY', 'ENROLLMENT', 'RELATIONSHIPS', 'CUSTOMERS', 'AGREEMENTS', 'NOTIFICATIONS'].map((name) => [
    `${name}_URLS`,
    'http://a:1',
  ]),
);
const complete = {
  PORT: '1',
  OPERATOR_TENANT: '00000000-0000-4000-8000-000000000000',
  KAFKA_BROKERS: 'localhost:1',
  MONGODB_URI: 'mongodb://localhost:1',
  KEY_SECRET_FILE: 'unused',
  ...urls,
};

/** What is wrong with the environment; a class of its own each time, for configurations are loaded once. */
function faultsOf(environment: object): string[] {
  try {
    loadConfig(class extends NotificationsConfig {}, { ...complete, ...environment });
    return [];
  } catch (error) {
    return (error as InvalidConfigError).faults;
  }
}

it.each([
  { MAILBOX_DIR: 'mailbox' },
  { MAILBOX_DIR: 'mailbox', MAIL_FROM: 'mails@contoso.com' },
  { SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'mails@localhost' },
  {
    SMTP_URL: 'smtps://user%40contoso.com:p%2Fss@smtp.contoso.com?tls.rejectUnauthorized=false',
    MAIL_FROM: 'Two Tier <mails@contoso.com>',
  },
])('[N1] starts with %j', (environment) => expect(faultsOf(environment)).toEqual([]));

it('[N1] does not start without anywhere to put mails', () => expect(faultsOf({})).toEqual(['MAILBOX_DIR is not set']));

it('[N1] does not start with an SMTP server and no sender', () =>
  expect(faultsOf({ SMTP_URL: 'smtp://localhost' })).toEqual(['MAIL_FROM is not set']));

it.each(['localhost:25', 'http://localhost', 'smtp://user:hunter2@', 'smtp://user:hun/ter2@localhost'])(
  '[ruling 7] says what is wrong with the SMTP_URL %s, and does not repeat it',
  (SMTP_URL) => {
    const faults = faultsOf({ SMTP_URL, MAIL_FROM: 'mails@contoso.com' });
    expect(faults).toEqual([expect.stringMatching(/^SMTP_URL must be smtp:\/\/host:port/)]);
    expect(faults.join()).not.toContain('hun');
  },
);

it.each(['Two Tier', 'a@b, c@d', 'mails@contoso.com\r\nBcc: all@contoso.com'])('[N1] %j is no sender', (MAIL_FROM) =>
  expect(faultsOf({ MAIL_FROM, MAILBOX_DIR: 'mailbox' })).toEqual([expect.stringMatching(/^MAIL_FROM must be/)]),
);
