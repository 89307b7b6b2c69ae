import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { simpleParser } from 'mailparser';
import { type App } from '../../../tools/platform/platform.js';
import { eventually } from '../../support/eventually.js';
import { MailScene, type Company } from '../../support/scenes/mail-scene.js';

beforeAll(() => void Logger.overrideLogger(false));

describe('kill -9 of notifications, which mails over SMTP', () => {
  let scene: MailScene;
  let instance: App;
  let other: App;
  let companies: Company[];

  // The mails wait already: a consumer that was killed is not let back in by the broker for half a minute.
  beforeAll(async () => {
    scene = await MailScene.open({ instances: 2 });
    [instance, other] = scene.instances as [App, App];
    await other.stop();
    companies = [scene.company(), scene.company(), scene.company()];
    for (const company of companies) {
      scene.inbox.behave(company.email, { refuse: () => 450 });
      await scene.withdraw(company);
    }
    for (const company of companies) await scene.shown(company, { lastError: 'deferred-by-server' });
  }, 180_000);
  afterAll(() => scene.close());

  it('[N1] before the server has taken the mail: it arrives, once', async () => {
    const company = companies[0]!;
    let arrivals = 0;
    scene.inbox.behave(company.email, {
      beforeTaking: async () => {
        if (++arrivals > 1) return true;
        await instance.kill();
        return false;
      },
    });
    await scene.makeDue(company);
    await eventually('the kill', () => arrivals > 0 && !instance.running);
    await instance.start();
    await scene.shown(company, { status: 'sent' });
    expect([arrivals, scene.inbox.to(company.email).length]).toEqual([2, 1]);
  }, 120_000);

  it('[N1] between its 250 and the mark: the one window for a repeat, which has the same Message-ID', async () => {
    const company = companies[1]!;
    let arrivals = 0;
    scene.inbox.behave(company.email, {
      // It is halted, so that the 250 reaches its socket and never the process.
      beforeTaking: () => arrivals++ > 0 || process.kill(instance.pid, 'SIGSTOP'),
      afterTaking: () => void (arrivals === 1 && instance.kill()),
    });
    await scene.makeDue(company);
    await eventually('the kill', () => arrivals > 0 && !instance.running);
    expect(await scene.emailsOf(company)).toMatchObject([{ status: 'pending' }]);
    await instance.start();
    await scene.shown(company, { status: 'sent' });
    const messageId = `<${company.tenantId}.1@two.tier>`;
    const mails = scene.inbox.to(company.email);
    expect(mails.map((mail) => mail.messageId)).toEqual([messageId, messageId]);
    expect(mails[1]!.text).toBe(mails[0]!.text);
  }, 120_000);

  it('[N1] with another instance there: that one goes on when the lease has run out, and not before', async () => {
    const company = companies[2]!;
    let arrivals = 0;
    scene.inbox.behave(company.email, {
      beforeTaking: () => arrivals++ > 0 || !process.kill(instance.pid, 'SIGSTOP'),
    });
    await scene.makeDue(company);
    await eventually('the first instance is halted', () => arrivals > 0);
    const [leased] = await scene.emailsOf(company);
    await other.start();
    const { date } = await scene.mailTo(company);
    // The header has no milliseconds.
    expect(date!.getTime()).toBeGreaterThan(leased!.nextAttemptAt.getTime() - 1_000);
    await instance.kill();
    await scene.shown(company, { status: 'sent' });
    expect([arrivals, scene.inbox.to(company.email).length]).toEqual([2, 1]);
  }, 120_000);
});

describe('mails into the local mailbox', () => {
  const MAILS = 20;
  let scene: MailScene;
  let mailbox: string;

  beforeAll(async () => {
    scene = await MailScene.open({ smtp: false });
    mailbox = scene.instances[0]!.environment['MAILBOX_DIR']!;
  }, 180_000);
  afterAll(() => scene.close());

  const files = async (): Promise<string[]> =>
    (await readdir(mailbox).catch(() => [])).filter((name) => name.endsWith('.eml'));

  it('[N1] a mail whose mark was lost replaces its file', async () => {
    const [instance] = scene.instances;
    const company = scene.company();
    await scene.withdraw(company);
    await scene.shown(company, { status: 'sent' });
    const before = await files();
    await instance!.stop();
    await scene.makeDue(company);
    await instance!.start();
    await scene.shown(company, { status: 'sent', attempts: 2 });
    expect(await files()).toEqual(before);
  }, 120_000);

  it('[N1] are one file each, also when notifications is killed in the middle of them', async () => {
    const [instance] = scene.instances;
    const before = await files();
    const companies = Array.from({ length: MAILS }, () => scene.company());
    const ids = await Promise.all(companies.map((company) => scene.withdraw(company)));
    await eventually('the first file', async () => (await files()).length > before.length);
    await instance!.kill();
    await instance!.start();
    await eventually('all are done', async () => {
      const emails = await scene.emailsOf(...companies);
      return emails.length === MAILS && emails.every(({ status }) => status === 'sent');
    });
    const names = (await files()).filter((name) => !before.includes(name));
    expect(names).toHaveLength(MAILS);
    const contents = await Promise.all(names.map((name) => readFile(join(mailbox, name))));
    const mails = await Promise.all(contents.map((content) => simpleParser(content)));
    expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(
      new Set(ids.map((id) => `<${id}@twotier.invalid>`)),
    );
    expect(mails.every(({ subject }) => subject === 'The enrolment of Contoso was withdrawn')).toBe(true);
  }, 120_000);
});
