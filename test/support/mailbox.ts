import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { eventually } from './eventually.js';
import { type TestPlatform } from './test-platform.js';

/** A mail as its reader sees it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
}

/** The local mailbox of a platform, in which each mail is a file. */
export class Mailbox {
  private readonly folder: string;

  constructor({ platform }: TestPlatform) {
    this.folder = platform.apps.notifications[0]?.environment['MAILBOX_DIR'] ?? '';
  }

  /** The mails to one address, the oldest first. */
  async of(address: string): Promise<Mail[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    const mails = await Promise.all(names.map((name) => this.read(name)));
    return mails.filter(({ to }) => to.toLowerCase().includes(address.toLowerCase()));
  }

  /** The first mail to an address whose subject has these words, once it is there. */
  async next(address: string, subject: RegExp): Promise<Mail> {
    return eventually(`a mail to ${address} about ${subject}`, async () =>
      (await this.of(address)).findLast((mail) => subject.test(mail.subject)),
    );
  }

  private async read(name: string): Promise<Mail> {
    const {
      to,
      subject = '',
      text = '',
      html,
      messageId = '',
    } = await simpleParser(await readFile(join(this.folder, name)));
    const addressees = [to ?? []].flat().map((one) => one.text);
    return { to: addressees.join(', '), subject, text, html: html || '', messageId };
  }
}

/** The link that a mail is about. */
export function linkIn({ text }: Mail): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error(`There is no link in: ${text}`);
  return link;
}
