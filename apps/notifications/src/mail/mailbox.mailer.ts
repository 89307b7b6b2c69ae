import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { type NotificationsConfig } from '../notifications.config.js';
import { Mailer, type Delivery, type Mail } from './mailer.js';
import { messageOf, nameOf } from './message.js';

/**
 * The local mailbox: one `.eml` file for each mail, which any mail program opens. A mail that is written again replaces
 * its file, so that there is never a second one.
 */
export class MailboxMailer extends Mailer {
  private readonly logger = new Logger(MailboxMailer.name);
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly config: NotificationsConfig) {
    super();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  protected async handOver(mail: Mail): Promise<Delivery> {
    const { message } = await this.composer.sendMail(messageOf(mail, this.config.sender));
    try {
      await writeWhole(this.config.MAILBOX_DIR, fileNameOf(mail), message as Buffer);
      return { outcome: 'sent' };
    } catch (error) {
      this.logger.warn({ err: error }, 'A mail could not be written into the local mailbox.');
      return { outcome: 'deferred', error: 'mailbox-unwritable' };
    }
  }
}

/** Sorts by the time of the event, such as `20261124T093015123Z-<event id>.eml`. */
function fileNameOf({ causedAt, eventId }: Mail): string {
  return `${causedAt.toISOString().replace(/[-:.]/g, '')}-${nameOf(eventId)}.eml`;
}

/** The file is there as a whole and for good, or not at all. Mails hold links that are for their reader alone. */
async function writeWhole(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `.${name}.unfinished`);
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
  const directory = await open(folder);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
