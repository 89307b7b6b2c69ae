import { Logger } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { type NotificationsConfig } from '../notifications.config.js';
import { Mailer, type Delivery, type Mail } from './mailer.js';
import { messageOf } from './message.js';

/** What nodemailer tells of a failure. Its message, and the server's response, can hold the address: they are not used. */
interface SmtpFailure {
  code?: string;
  originalCode?: string;
  command?: string;
  /** The server's, three digits. */
  responseCode?: number;
  /** Whether the server says that trying again is of no use. */
  permanent?: boolean;
}

const CONNECT_LIMIT_MS = 30_000;

/** Hands mails to an SMTP server over connections that are kept. */
export class SmtpMailer extends Mailer {
  private readonly logger = new Logger(SmtpMailer.name);
  private readonly transport: Transporter;
  private readonly limitMs: number;

  constructor(
    url: string,
    private readonly config: NotificationsConfig,
  ) {
    super();
    this.limitMs = config.SMTP_TIMEOUT_SECONDS * 1_000;
    this.transport = createTransport({
      pool: true,
      // The query of the URL wins over what stands here.
      url,
      requireTLS: new URL(url).username !== '',
      // A connection that ends after the mail was handed over may have delivered it: whether it is sent again is ours to say.
      maxRequeues: 0,
      connectionTimeout: Math.min(CONNECT_LIMIT_MS, this.limitMs),
      greetingTimeout: Math.min(CONNECT_LIMIT_MS, this.limitMs),
      socketTimeout: this.limitMs,
    });
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }

  protected async handOver(mail: Mail): Promise<Delivery> {
    try {
      const signal = AbortSignal.timeout(this.limitMs);
      await this.transport.sendMail({ ...messageOf(mail, this.config.sender), signal });
      return { outcome: 'sent' };
    } catch (error) {
      const { code, originalCode, command, responseCode } = error as SmtpFailure;
      this.logger.warn({ code, originalCode, command, responseCode }, 'The SMTP server did not take a mail.');
      return deliveryOf(error as SmtpFailure);
    }
  }
}

/**
 * Only what the server says of the recipient or of the mail can be final. A sender, a password or a certificate that is
 * refused is for the operator to put right, and the mails wait for it.
 */
export function deliveryOf({ code, command, responseCode, permanent }: SmtpFailure): Delivery {
  if (code === 'EENVELOPE' && command === 'API') return { outcome: 'failed', error: 'invalid-address' };
  if (permanent && (command === 'RCPT TO' || command === 'DATA')) {
    return { outcome: 'failed', error: 'refused-by-server' };
  }
  const isDeferred = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
  return { outcome: 'deferred', error: isDeferred ? 'deferred-by-server' : 'server-unreachable' };
}
