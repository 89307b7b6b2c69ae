import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { PortalConfig } from '../portal.config.js';

/** A mail as it was sent. */
export interface SentMail {
  id: string;
  /** As RFC 5322 has it. */
  message: string;
}

const AT_MOST = 50;

/** The mails that the platform has put into its local mailbox instead of sending them. */
@Injectable()
export class Mailbox {
  private readonly folder: string;

  constructor({ SANDBOX_DATA_DIR = '' }: PortalConfig) {
    this.folder = join(SANDBOX_DATA_DIR, 'mailbox');
  }

  /** The latest first: the names of the files begin with the time. */
  async latest(): Promise<SentMail[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const latest = names
      .filter((name) => !name.startsWith('.') && name.endsWith('.eml'))
      .sort()
      .reverse();
    return Promise.all(
      latest.slice(0, AT_MOST).map(async (id) => ({ id, message: await readFile(join(this.folder, id), 'utf8') })),
    );
  }
}
