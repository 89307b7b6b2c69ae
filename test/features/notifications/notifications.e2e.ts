import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { event } from '#lib/contracts';
import { enrollmentActivated } from '#contracts/enrollment/enrollment-activated.v1';
import { enrollmentRejected } from '#contracts/enrollment/enrollment-rejected.v1';
import { enrollmentStarted } from '#contracts/enrollment/enrollment-started.v1';
import { enrollmentSubmitted } from '#contracts/enrollment/enrollment-submitted.v1';
import { enrollmentUpdated } from '#contracts/enrollment/enrollment-updated.v1';
import { enrollmentVerificationRequested } from '#contracts/enrollment/enrollment-verification-requested.v1';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import { ApiClient, type ApiAnswer } from '../../support/clients/api-client.js';
import { enrolment } from '../../support/scenes/enrolment-events.js';
import { eventually } from '../../support/eventually.js';
import { MailScene, type Company } from '../../support/scenes/mail-scene.js';
import { enrolmentMails, reasons } from './enrolment-mails.js';
import { inboxUser } from '../../support/receivers/smtp-inbox.js';
import { TokenForge } from '../../support/scenes/token-forge.js';

describe('mails over SMTP, with two instances', () => {
  let scene: MailScene;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    scene = await MailScene.open({ instances: 2 });
  }, 180_000);
  afterAll(() => scene.close());

  const requestVerification = ({ tenantId }: Company, verificationId: string): Promise<string> =>
    scene.events.publish(event(enrollmentVerificationRequested, { ...enrolment(tenantId), verificationId }));

  describe('each with its words and its reader', () => {
    it.each(enrolmentMails)('[N1] $name', async (contract, subject, sentences) => {
      const company = scene.company();
      const state = { ...enrolment(company.tenantId, { reasons }), contactWasAsked: true };
      const id = await scene.events.publish(event(contract, state));
      const mail = await scene.mailTo(company);
      expect(mail).toMatchObject({
        subject,
        messageId: `<${id}@two.tier>`,
        from: { value: [{ name: 'Two Tier', address: 'mails@two.tier' }] },
        to: { value: [{ name: 'Ana Silva', address: company.email }] },
      });
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      for (const sentence of ['Hello Ana Silva,', ...sentences]) {
        expect(mail.text).toContain(sentence);
        expect(mail.html).toContain(escaped(sentence));
      }
    });

    it('[N1] enrollment.verification-requested, with the link that no event holds', async () => {
      const company = scene.company();
      const { verificationId, url } = scene.enrollment.addLink(company.tenantId, company);
      await requestVerification(company, verificationId);
      const mail = await scene.mailTo(company);
      expect(mail.subject).toBe('Confirm your e-mail address for Contoso');
      expect(mail.text).toContain(url);
      expect(mail.html).toContain(`<a href="${url}"`);
      expect(mail.text).toContain('until 26 November 2026 at 09:30 UTC');
    });

    it('[N1] none for what the primary contact need not know, nor for whom nobody asked to confirm the address', async () => {
      const company = scene.company();
      for (const contract of [enrollmentStarted, enrollmentUpdated, enrollmentSubmitted, enrollmentWithdrawn]) {
        await scene.events.publish(event(contract, enrolment(company.tenantId)));
      }
      const id = await scene.withdraw(company);
      expect((await scene.mailTo(company)).messageId).toBe(`<${id}@two.tier>`);
      expect(await scene.emailsOf(company)).toHaveLength(1);
    });

    it('[N1] to an internationalised domain, by its name in ASCII', async () => {
      const company = scene.company(`ana@bücher${randomUUID()}.example`);
      await scene.withdraw(company);
      const { headerLines } = await scene.mailTo(company);
      expect(headerLines.find(({ key }) => key === 'to')?.line).toMatch(/<ana@xn--bcher[\w-]+\.example>$/);
    });
  });

  it('[N1] the same event three times is one mail', async () => {
    const company = scene.company();
    await scene.withdraw(company, { times: 3 });
    // In the same partition: when this one is handled, the repeats are.
    const behind = await scene.events.publish(event(enrollmentActivated, enrolment(company.tenantId)));
    const mails = scene.inbox.to.bind(scene.inbox, company.email);
    await eventually('the mail behind', () => mails().find(({ messageId }) => messageId?.includes(behind)));
    await eventually('both are done', async () =>
      (await scene.emailsOf(company)).every(({ status }) => status === 'sent'),
    );
    expect(mails()).toHaveLength(2);
    expect(await scene.emailsOf(company)).toHaveLength(2);
  });

  it('[N1] many at once: two instances share them, and send each once', async () => {
    const companies = Array.from({ length: 40 }, () => scene.company());
    await Promise.all(companies.map((company) => scene.withdraw(company)));
    await eventually('all are done', async () => {
      const emails = await scene.emailsOf(...companies);
      return emails.length === companies.length && emails.every(({ status }) => status === 'sent');
    });
    const copies = companies.map(({ email }) => scene.inbox.to(email).length);
    expect(Math.min(...copies)).toBe(1);
    // A server that took a mail and did not say so in time, as on a busy machine, gets it again.
    const deferred = await scene.metrics('withdrawn', 'deferred');
    expect(sum(copies) - copies.length).toBeLessThanOrEqual(sum(deferred));
    for (const count of await scene.metrics('withdrawn', 'sent')) expect(count).toBeGreaterThan(0);
  });

  it('[N1] a server that is away gets the mail when it is back; one without TLS gets no password', async () => {
    const company = scene.company();
    await scene.inbox.stop();
    await scene.withdraw(company);
    await scene.shown(company, { status: 'pending', lastError: 'server-unreachable' });
    const { logins } = scene.inbox;
    const attempts = async (): Promise<number> => (await scene.emailsOf(company))[0]!.attempts;
    const before = await attempts();
    await scene.inbox.start({ tls: false });
    await eventually('it is tried again', async () => {
      await scene.hurry(company);
      return (await attempts()) >= before + 2;
    });
    expect([scene.inbox.logins, scene.inbox.to(company.email)]).toEqual([logins, []]);
    await scene.inbox.stop();
    await scene.inbox.start();
    await scene.shown(company, { status: 'sent' }, { hurried: true });
    expect(scene.inbox.to(company.email)).toHaveLength(1);
  });

  it('[N1] an answer of 4xx is not final', async () => {
    const company = scene.company();
    const codes = [450, 421];
    scene.inbox.behave(company.email, { refuse: () => codes.shift() });
    await scene.withdraw(company);
    await scene.shown(company, { status: 'pending', lastError: 'deferred-by-server' });
    await scene.shown(company, { status: 'sent', attempts: 3 }, { hurried: true });
    expect(scene.inbox.to(company.email)).toHaveLength(1);
  });

  it('[N1] a server that takes a mail and says nothing is left alone after a while, and tried again', async () => {
    const company = scene.company();
    let arrivals = 0;
    scene.inbox.behave(company.email, { beforeTaking: () => arrivals++ > 0 });
    await scene.withdraw(company);
    await scene.shown(company, { status: 'pending', attempts: 1, lastError: 'server-unreachable' });
    await scene.shown(company, { status: 'sent', attempts: 2 }, { hurried: true });
    expect([arrivals, scene.inbox.to(company.email).length]).toEqual([2, 1]);
  });

  it('[N1] an answer of 5xx is final; the operator sees it, without address and content', async () => {
    const failures = async (): Promise<number> => sum(await scene.metrics('rejected', 'failed'));
    const before = await failures();
    const company = scene.company();
    scene.inbox.behave(company.email, { refuse: () => 550 });
    const id = await scene.events.publish(event(enrollmentRejected, enrolment(company.tenantId, { reasons })));
    expect(await scene.shown(company, { status: 'failed' })).toEqual({
      id: `rejected/${id}`,
      template: 'rejected',
      tenantId: company.tenantId,
      status: 'failed',
      attempts: 1,
      lastError: 'refused-by-server',
      creationDate: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      endDate: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      attributes: { objectType: 'Email' },
    });
    expect(await idsOf('failed')).toContain(`rejected/${id}`);
    expect(await idsOf('sent')).not.toContain(`rejected/${id}`);
    expect(await failures()).toBe(before + 1);
  });

  it('[N1] an address that is none is final as well', async () => {
    const company = scene.company('ana@contoso.example\r\nRCPT TO:<eve@contoso.example>');
    await scene.withdraw(company);
    await scene.shown(company, { status: 'failed', lastError: 'invalid-address' });
    expect(scene.inbox.to('eve@contoso.example')).toEqual([]);
  });

  it('[N1] names do not become headers, nor markup', async () => {
    const company = scene.company();
    const companyName = 'Evil\r\nBcc: eve@contoso.example\r\n\r\n<script>alert(1)</script>';
    const name = 'Ana"\r\nBcc: eve@contoso.example';
    scene.enrollment.setRecipient(company.tenantId, { ...company, companyName, name });
    await scene.withdraw(company);
    const mail = await scene.mailTo(company);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.subject).toContain('Evil Bcc: eve@contoso.example <script>');
    expect(mail.html).not.toContain('<script');
    expect(scene.inbox.to('eve@contoso.example')).toEqual([]);
  });

  it('[N1] while the owner of the address is away nothing is lost, and the mail is due again by itself', async () => {
    const company = scene.company();
    scene.enrollment.away = true;
    await scene.withdraw(company);
    await scene.shown(company, { status: 'pending', lastError: 'owner-unreachable' });
    scene.enrollment.away = false;
    await scene.mailTo(company);
  });

  it('[E6] a link that was replaced is not mailed any more', async () => {
    const company = scene.company();
    const replaced = scene.enrollment.addLink(company.tenantId, company);
    const current = scene.enrollment.addLink(company.tenantId, company);
    scene.enrollment.removeLink(company.tenantId, replaced.verificationId);
    const id = await requestVerification(company, replaced.verificationId);
    const dropped = await scene.shown(company, { status: 'dropped' });
    expect(dropped).toMatchObject({ id: `verification/${id}`, lastError: 'link-dead' });
    await requestVerification(company, current.verificationId);
    expect((await scene.mailTo(company)).text).toContain(current.url);
    expect(scene.inbox.to(company.email)).toHaveLength(1);
  });

  it('[N1] a company that is not known any more gets no mail', async () => {
    const company = { ...scene.company(), tenantId: randomUUID() };
    await scene.withdraw(company);
    await scene.shown(company, { status: 'dropped', lastError: 'recipient-unknown' });
  });

  describe('GET /v1/operator/emails', () => {
    it('[I2] is for the operator alone', async () => {
      const organisation = await scene.platform.organisation();
      const forge = await TokenForge.open(scene.platform, scene.databases);
      const roles = ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin', 'Operator'];
      const app = await forge.sign({ tid: organisation.tenantId, appid: randomUUID(), idtyp: 'app', roles });
      const { gatewayUrl } = scene.platform;
      const clients: Record<string, ApiClient> = {
        ...Object.fromEntries(roles.map((role) => [role, organisation.user(role)])),
        operator: scene.operator,
        app: new ApiClient(gatewayUrl, app),
        nobody: new ApiClient(gatewayUrl),
      };
      const answers = Object.entries(clients).map(async ([name, client]) => [
        name,
        outcomeOf(await client.get('/v1/operator/emails?size=1')),
      ]);
      expect(Object.fromEntries(await Promise.all(answers))).toEqual({
        ...Object.fromEntries(roles.map((role) => [role, '403/900150'])),
        operator: '200',
        app: '403/2032',
        nobody: '401/400',
      });
    });

    it('[N1] goes on page by page, with the filter it began with', async () => {
      const companies = [scene.company(), scene.company(), scene.company()];
      for (const company of companies) {
        scene.inbox.behave(company.email, { refuse: () => 550 });
        await scene.withdraw(company);
      }
      for (const company of companies) await scene.shown(company, { status: 'failed' });
      const seen: string[] = [];
      let { body } = await scene.operator.get('/v1/operator/emails?size=2&status=failed');
      for (;;) {
        expect(body.items.length).toBeLessThanOrEqual(2);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        if (!body.links.next) break;
        const headers = { 'MS-ContinuationToken': String(body.continuationToken) };
        ({ body } = await scene.operator.get(`/v1${body.links.next.uri}`, headers));
      }
      expect(seen).toEqual(await idsOf('failed'));
      expect(seen.length).toBeGreaterThanOrEqual(3);
    });

    it('[N1] refuses a status that mails do not have', async () => {
      const { status, body } = await scene.operator.get('/v1/operator/emails?status=lost');
      expect([status, body.description]).toEqual([400, expect.stringContaining('status')]);
    });
  });

  it('[ruling 7] no log holds an address, a link, a reason or the password', async () => {
    const text = (await Promise.all(scene.instances.map(({ logFile }) => readFile(logFile, 'utf8')))).join();
    expect(text).toContain('A mail failed for good.');
    for (const secret of ['ana@', 'two.tier/verifications', reasons[0]!, inboxUser.password, 'p%2Fss']) {
      expect(text).not.toContain(secret);
    }
  });

  async function idsOf(status: string): Promise<string[]> {
    const { items } = (await scene.operator.get(`/v1/operator/emails?status=${status}`)).body;
    return items.map(({ id }: { id: string }) => id);
  }
});

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function outcomeOf({ status, body }: ApiAnswer): string {
  return status === 200 ? '200' : `${status}/${body.code}`;
}

function escaped(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
