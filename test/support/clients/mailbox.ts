import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { eventually } from '../eventually.js';
import { type TestPlatform } from '../platform/test-platform.js';

/** A mail as its reader sees it. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
}

/** By their files, so that each is parsed once. */
const parsed = new Map<string, Promise<Mail>>();

/** The local mailbox of a platform, in which each mail is a file. */
export class Mailbox {
  private readonly folder: string;

  constructor({ dataDir }: TestPlatform) {
    this.folder = join(dataDir, 'mailbox');
  }

  /** The mails to one address, the oldest first. */
  async of(address: string): Promise<Mail[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    const mails = await Promise.all(names.map((name) => this.mail(name)));
    return mails.filter(({ to }) => to.toLowerCase().includes(address.toLowerCase()));
  }

  /** The first mail to an address whose subject has these words, once it is there. */
  async next(address: string, subject: RegExp): Promise<Mail> {
    return eventually(`a mail to ${address} about ${subject}`, async () =>
      (await this.of(address)).findLast((mail) => subject.test(mail.subject)),
    );
  }

  /** A file is there once it is whole, and stays as it is. */
  private mail(name: string): Promise<Mail> {
    const file = join(this.folder, name);
    const mail = parsed.get(file) ?? read(file);
    parsed.set(file, mail);
    return mail;
  }
}

async function read(file: string): Promise<Mail> {
  const { to, subject = '', text = '', html, messageId = '' } = await simpleParser(await readFile(file));
  const addressees = [to ?? []].flat().map((one) => one.text);
  return { to: addressees.join(', '), subject, text, html: html || '', messageId };
}

/** The link that a mail is about. */
export function linkIn({ text }: Mail): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error(`There is no link in: ${text}`);
  return link;
}
