import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Clock } from '#lib/decision';
import { CLOCK, isTransient, messageOf, runInContext } from '#lib/messaging';
import { PeriodicSweep } from '#lib/service-kit';
import { traced, type OpenSpan } from '#lib/telemetry';
import { Mailer } from '../mail/mailer.js';
import { NotificationsConfig } from '../notifications.config.js';
import { afterAttempt, type Attempt, type Email, type EmailChange } from './email.js';
import { EmailRepository, type LeasedEmail } from './email.repository.js';
import { EmailWriter } from './email.writer.js';

/** How many mails an instance sends at the same time. */
const PARALLEL = 5;
/** What a lease allows for besides the SMTP server: asking the owner, and noting down the result. */
const LEASE_MARGIN_MS = 5_000;
/** Of that, for noting down the result. */
const NOTING_DOWN_MS = 3_000;
const SETTLE_AGAIN_MS = 1_000;

const emailsTotal = new Counter({
  name: 'twotier_emails_total',
  help: 'Attempts to send a mail by outcome: sent, dropped, failed or deferred.',
  labelNames: ['template', 'outcome'],
});

/** Sends the mails that are due; see `docs/adr/0017-mails.md`. */
@Injectable()
export class EmailSender extends PeriodicSweep {
  /** By the ids of the mails. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly emails: EmailRepository,
    private readonly writer: EmailWriter,
    private readonly mailer: Mailer,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await Promise.all(this.underWay.values());
    await this.mailer.close();
  }

  /** Begins to send what is due, as far as there is room, and leaves it under way: a slow server holds up nothing else. */
  protected async sweep(): Promise<void> {
    while (this.underWay.size < PARALLEL && !this.stopping) {
      const leased = await this.emails.lease(this.clock.now(), this.leaseEnd());
      if (!leased) return;
      const { id } = leased.email;
      // Its lease ran out while what became of it could not be noted down.
      if (this.underWay.has(id)) continue;
      const sending = this.send(leased).finally(() => {
        this.underWay.delete(id);
        this.soon();
      });
      this.underWay.set(id, sending);
    }
  }

  private send(leased: LeasedEmail): Promise<void> {
    const { correlationId, eventId, traceparent } = leased.email.cause;
    const { template, attempts } = leased.email;
    const attributes = { 'twotier.mail.template': template, 'twotier.mail.attempts': attempts };
    const context = { correlationId, causationId: eventId, ...(traceparent && { traceparent }) };
    const work = async (span: OpenSpan | undefined): Promise<void> => {
      const attempt = await this.attempt(leased);
      if (attempt === 'left-to-another') return;
      const change = afterAttempt(leased.email, attempt, {
        now: this.clock.now(),
        retryForMs: this.config.MAIL_RETRY_HOURS * 60 * 60 * 1_000,
        random: Math.random(),
      });
      await this.settle(leased, change);
      if (change.lastError) span?.fail(change.lastError);
      this.report(leased.email, change);
    };
    return traced('send mail', { kind: 'client', attributes, parent: traceparent }, (span) =>
      runInContext(context, () => work(span)),
    );
  }

  private async attempt(leased: LeasedEmail): Promise<Attempt | 'left-to-another'> {
    try {
      const written = await this.writer.write(leased.email);
      if (typeof written === 'string') return { outcome: 'dropped', reason: written };
      if (!(await this.holdsLongEnough(leased))) return 'left-to-another';
      return await this.mailer.deliver(written);
    } catch (error) {
      if (isTransient(error)) return { outcome: 'deferred', error: 'owner-unreachable' };
      this.logger.error({ err: error }, 'A mail could not be written.');
      return { outcome: 'deferred', error: 'unexpected' };
    }
  }

  /** Whether nobody else can begin before this mail is handed over and noted down. On a busy machine writing it may have taken its time. */
  private async holdsLongEnough(leased: LeasedEmail): Promise<boolean> {
    const needsUntil = this.clock.now().getTime() + this.smtpLimitMs + NOTING_DOWN_MS;
    const holdsUntil = leased.email.nextAttemptAt?.getTime() ?? 0;
    return needsUntil <= holdsUntil || this.emails.renew(leased, this.leaseEnd());
  }

  private leaseEnd(): Date {
    return new Date(this.clock.now().getTime() + this.smtpLimitMs + LEASE_MARGIN_MS);
  }

  private get smtpLimitMs(): number {
    return this.config.SMTP_TIMEOUT_SECONDS * 1_000;
  }

  /** Not given up while the process lives: who forgot that a mail was sent would send it again. */
  private async settle(leased: LeasedEmail, change: EmailChange): Promise<void> {
    for (;;) {
      try {
        return await this.emails.settle(leased, change);
      } catch (error) {
        this.logger.warn(`The outcome of a mail cannot be saved, trying again: ${messageOf(error as Error)}`);
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
      }
    }
  }

  private report({ id, template, attempts }: Email, { status, lastError, nextAttemptAt }: EmailChange): void {
    emailsTotal.inc({ template, outcome: status === 'pending' ? 'deferred' : status });
    const details = { email: id, template, status, attempts, error: lastError, nextAttemptAt };
    if (status === 'failed') this.logger.error(details, 'A mail failed for good.');
    else if (status === 'pending') this.logger.warn(details, 'A mail will be tried again later.');
    else this.logger.log(details, status === 'sent' ? 'A mail was sent.' : 'A mail was dropped.');
  }
}
