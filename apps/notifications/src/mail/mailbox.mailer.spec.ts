import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { simpleParser, type ParsedMail } from 'mailparser';
import { NotificationsConfig } from '../notifications.config.js';
import { MailboxMailer } from './mailbox.mailer.js';
import { type Mail } from './mailer.js';

let folder: string;
let mailer: MailboxMailer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
  mailer = mailboxIn(join(folder, 'mailbox'));
});
afterEach(() => rm(folder, { recursive: true }));

function mailboxIn(MAILBOX_DIR: string): MailboxMailer {
  return new MailboxMailer(Object.assign(new NotificationsConfig(), { MAILBOX_DIR }));
}

function mail(changes: Partial<Mail> = {}): Mail {
  return {
    to: { name: 'Ana Silva', address: 'ana@contoso.com' },
    subject: 'Überprüfung',
    text: 'Grüße\n',
    html: '<p>Grüße</p>',
    eventId: 'd0000000-0000-4000-8000-0000000000a1.7',
    causedAt: new Date('2026-11-24T09:30:15.123Z'),
    date: new Date('2026-11-24T09:30:16Z'),
    ...changes,
  };
}

const files = (): Promise<string[]> => readdir(join(folder, 'mailbox'));

async function written(changes: Partial<Mail> = {}): Promise<ParsedMail> {
  expect(await mailer.deliver(mail(changes))).toEqual({ outcome: 'sent' });
  const [file = ''] = await files();
  return simpleParser(await readFile(join(folder, 'mailbox', file)));
}

it('[N1] writes one file that a mail program opens', async () => {
  expect(await written()).toMatchObject({
    from: { text: '"Two Tier" <mails@twotier.invalid>' },
    to: { value: [{ name: 'Ana Silva', address: 'ana@contoso.com' }] },
    subject: 'Überprüfung',
    text: 'Grüße\n',
    html: '<p>Grüße</p>',
    date: new Date('2026-11-24T09:30:16Z'),
    messageId: '<d0000000-0000-4000-8000-0000000000a1.7@twotier.invalid>',
  });
  expect(await files()).toEqual(['20261124T093015123Z-d0000000-0000-4000-8000-0000000000a1.7.eml']);
});

it('[N1] a mail that is written again replaces its file', async () => {
  await written();
  const { subject } = await written({ subject: 'again', date: new Date('2026-11-25T00:00:00Z') });
  expect(subject).toBe('again');
  expect(await files()).toHaveLength(1);
});

it('[N1] what a killed process left unfinished is no mail, and is not in the way', async () => {
  await written({ eventId: 'other' });
  await writeFile(join(folder, 'mailbox', '.20261124T093015123Z-e.1.eml.unfinished'), 'half a ma');
  await mailer.deliver(mail({ eventId: 'e.1' }));
  expect((await files()).sort()).toEqual(['20261124T093015123Z-e.1.eml', '20261124T093015123Z-other.eml']);
});

it('[N1] an event id cannot lead out of the folder', async () => {
  await written({ eventId: '../../evil/x' });
  expect(await files()).toEqual(['20261124T093015123Z-..=2f..=2fevil=2fx.eml']);
});

it('[ruling 7] only the owner of the folder can read mails: they hold links', async () => {
  await written();
  const [file = ''] = await files();
  expect((await stat(join(folder, 'mailbox', file))).mode & 0o077).toBe(0);
  expect((await stat(join(folder, 'mailbox'))).mode & 0o077).toBe(0);
});

it('[N1] names and subjects do not become headers', async () => {
  const evil = 'Ana\r\nBcc: all@contoso.com';
  const { bcc, headers } = await written({ to: { name: evil, address: 'ana@contoso.com' }, subject: evil });
  expect(bcc).toBeUndefined();
  expect(headers.has('bcc')).toBe(false);
});

it('[N1] writes internationalised domains in ASCII', async () => {
  await written({ to: { name: 'Ana', address: 'ana@bücher.example' } });
  const [file = ''] = await files();
  const source = await readFile(join(folder, 'mailbox', file), 'utf8');
  expect(source).toMatch(/^To: Ana <ana@xn--bcher-kva\.example>\r$/m);
});

it.each([
  '',
  'ana',
  'ana@contoso.com, eve@contoso.com',
  'ana@contoso.com\r\nBcc: eve@contoso.com',
  'Ana <ana@contoso.com>',
])('[N1] does not write to %j, which is no address', async (address) => {
  expect(await mailer.deliver(mail({ to: { name: 'Ana', address } }))).toEqual({
    outcome: 'failed',
    error: 'invalid-address',
  });
});

it('[N1] a folder that cannot be written is tried again', async () => {
  Logger.overrideLogger(false);
  await writeFile(join(folder, 'file'), '');
  expect(await mailboxIn(join(folder, 'file')).deliver(mail())).toEqual({
    outcome: 'deferred',
    error: 'mailbox-unwritable',
  });
});
