import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';
import { NotificationsConfig } from '../notifications.config.js';
import { type Mail } from './mailer.js';
import { deliveryOf, SmtpMailer } from './smtp.mailer.js';

type Failure = Parameters<typeof deliveryOf>[0];

it.each<[string, Failure, string]>([
  [
    'the recipient is unknown',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true },
    'refused-by-server',
  ],
  [
    'the mail is refused',
    { code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true },
    'refused-by-server',
  ],
  ['the address is none', { code: 'EENVELOPE', command: 'API' }, 'invalid-address'],
])('[N1] it has failed when %s', (_, failure, error) =>
  expect(deliveryOf(failure)).toEqual({ outcome: 'failed', error }),
);

it.each<[string, Failure, string]>([
  [
    'the recipient is not taken now',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 },
    'deferred-by-server',
  ],
  ['the server is busy', { code: 'EPROTOCOL', command: 'CONN', responseCode: 421 }, 'deferred-by-server'],
  ['nobody listens', { code: 'ESOCKET', command: 'CONN' }, 'server-unreachable'],
  ['it takes too long', { code: 'EABORT' }, 'server-unreachable'],
  [
    'the server has no TLS',
    { code: 'ETLS', command: 'STARTTLS', responseCode: 502, permanent: true },
    'server-unreachable',
  ],
  [
    'the password is wrong',
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true },
    'server-unreachable',
  ],
  [
    'the sender is refused',
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553, permanent: true },
    'server-unreachable',
  ],
])('[N1] it is tried again when %s', (_, failure, error) =>
  expect(deliveryOf(failure)).toEqual({ outcome: 'deferred', error }),
);

describe('a server without TLS', () => {
  const logins: unknown[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      logins.push(username, password);
      done(null, { user: username });
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  const mail: Mail = {
    to: { name: 'Ana', address: 'ana@contoso.com' },
    subject: 'Subject',
    text: 'Text',
    html: '<p>Text</p>',
    eventId: 'e.1',
    causedAt: new Date('2026-11-24T09:30:15Z'),
    date: new Date('2026-11-24T09:30:16Z'),
  };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

  async function deliver(query: string): Promise<object> {
    const { port } = server.server.address() as AddressInfo;
    const url = `smtp://mails%40two.tier:p%2Fss%3Aw@127.0.0.1:${port}/${query}`;
    const mailer = new SmtpMailer(url, Object.assign(new NotificationsConfig(), { MAIL_FROM: 'mails@two.tier' }));
    try {
      return await mailer.deliver(mail);
    } finally {
      await mailer.close();
    }
  }

  it('[N1] gets no password', async () => {
    expect(await deliver('')).toEqual({ outcome: 'deferred', error: 'server-unreachable' });
    expect(logins).toEqual([]);
  });

  it('[N1] gets it if the URL says so, as it was before it was percent-encoded', async () => {
    expect(await deliver('?requireTLS=false')).toEqual({ outcome: 'sent' });
    expect(logins).toEqual(['mails@two.tier', 'p/ss:w']);
  });
});
