import { randomUUID } from 'node:crypto';
import { event } from '#lib/contracts';
import { enrollmentWithdrawn } from '#contracts/enrollment/enrollment-withdrawn.v1';
import { type App } from '../../../tools/platform/platform.js';
import { type ApiClient } from '../clients/api-client.js';
import { Databases } from '../platform/databases.js';
import { EnrollmentDouble, type Contact } from './enrollment-double.js';
import { enrolment, EnrolmentEvents } from './enrolment-events.js';
import { eventually } from '../eventually.js';
import { SmtpInbox, type ReceivedMail } from '../receivers/smtp-inbox.js';
import { TestPlatform } from '../platform/test-platform.js';
import { type Page } from '../wire/body.js';

/** A company that enrols, with a primary contact of its own. */
export interface Company extends Contact {
  tenantId: string;
}

/** A mail as it is stored. */
export interface StoredEmail {
  tenantId: string;
  status: string;
  attempts: number;
  nextAttemptAt: Date;
}

/** The notifications service with what it hears, asks and writes to. */
export class MailScene {
  private constructor(
    readonly inbox: SmtpInbox,
    readonly enrollment: EnrollmentDouble,
    readonly platform: TestPlatform,
    readonly databases: Databases,
    readonly events: EnrolmentEvents,
    readonly operator: ApiClient,
  ) {}

  /** Over SMTP, unless it says that there is none: then into the local mailbox. */
  static async open({ instances = 1, smtp = true } = {}): Promise<MailScene> {
    const inbox = await SmtpInbox.open();
    const enrollment = await EnrollmentDouble.open();
    const env = {
      ENROLLMENT_URLS: enrollment.url,
      RELATIONSHIPS_URLS: enrollment.url,
      CUSTOMERS_URLS: enrollment.url,
      AGREEMENTS_URLS: enrollment.url,
      ...(smtp && { SMTP_URL: inbox.url, MAIL_FROM: 'Two Tier <mails@two.tier>' }),
      SMTP_TIMEOUT_SECONDS: '3',
      SWEEP_INTERVAL_SECONDS: '1',
      CONSUMER_SESSION_TIMEOUT_SECONDS: '4',
    };
    const only: ['identity', 'notifications', 'gateway'] = ['identity', 'notifications', 'gateway'];
    const platform = await TestPlatform.start({ env, only, instances: { notifications: instances } });
    const databases = new Databases(platform);
    const events = new EnrolmentEvents(platform);
    return new MailScene(inbox, enrollment, platform, databases, events, await platform.operator());
  }

  async close(): Promise<void> {
    await this.events.close();
    await this.databases.close();
    await this.platform.stop();
    await this.enrollment.close();
    await this.inbox.stop();
  }

  get instances(): App[] {
    return this.platform.apps.notifications;
  }

  company(email = `ana@c${randomUUID()}.example`): Company {
    const contact = { name: 'Ana Silva', email, companyName: 'Contoso' };
    const tenantId = randomUUID();
    this.enrollment.setRecipient(tenantId, contact);
    return { ...contact, tenantId };
  }

  /** Publishes the cause of a mail; answers its event's id. */
  withdraw({ tenantId }: Company, options?: { times: number }): Promise<string> {
    const withdrawn = { ...enrolment(tenantId, { status: 'withdrawn' }), contactWasAsked: true };
    return this.events.publish(event(enrollmentWithdrawn, withdrawn), options);
  }

  mailTo({ email }: Company): Promise<ReceivedMail> {
    return eventually('the mail', () => this.inbox.to(email)[0]);
  }

  /**
   * What the operator is shown of the mail to a company, once it is as `expected` says. Hurried: whenever the mail waits for
   * another attempt, that one is due now.
   */
  shown(company: Company, expected: object, { hurried = false } = {}): Promise<object> {
    return eventually(`a mail that is ${JSON.stringify(expected)}`, async () => {
      if (hurried) await this.hurry(company);
      const { items } = (await this.operator.get<Page<{ tenantId: string }>>('/v1/operator/emails')).body;
      const found: object | undefined = items.find(({ tenantId }) => tenantId === company.tenantId);
      const isSo = ([name, value]: [string, unknown]): boolean => found?.[name as keyof object] === value;
      return Object.entries(expected).every(isSo) && found;
    });
  }

  async emailsOf(...companies: Company[]): Promise<StoredEmail[]> {
    const all = await this.databases.all<StoredEmail>('notifications', 'emails');
    return all.filter((email) => companies.some(({ tenantId }) => tenantId === email.tenantId));
  }

  /** Makes the mail to a company due now, as if its time had come, or as if its sender had been killed before noting it down. */
  makeDue({ tenantId }: Company): Promise<void> {
    const filter = { tenantId, lease: { $exists: false } };
    return this.databases.change('notifications', 'emails', filter, { status: 'pending', nextAttemptAt: new Date() });
  }

  /** If the mail to a company waits for another attempt, that one is due now: how long they wait is shown beside `email.ts`. */
  hurry({ tenantId }: Company): Promise<void> {
    const waiting = { tenantId, status: 'pending', attempts: { $gt: 0 }, lease: { $exists: false } };
    return this.databases.change('notifications', 'emails', waiting, { nextAttemptAt: new Date() });
  }

  /** How many mails of a template ended like that, by the metrics of each instance. */
  metrics(template: string, outcome: string): Promise<number[]> {
    const line = new RegExp(`^twotier_emails_total\\{template="${template}",outcome="${outcome}"\\} (\\d+)$`, 'm');
    const values = this.instances.map(async ({ url }) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(line.exec(text)?.[1] ?? 0);
    });
    return Promise.all(values);
  }
}
