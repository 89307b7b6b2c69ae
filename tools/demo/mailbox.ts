import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { ROOT } from '../stack/checkout.mjs';
import { eventually, uninterrupted } from '../process/concurrency.ts';
import { type Session } from '../demo-data.ts';

const MAIL_LIMIT_MS = 60_000;

export type Mail = { to: string; subject: string; text: string };

/**
 * @returns undefined if it did not come within a minute
 * @param words of the subject
 */
export async function mailTo(
  { mailbox, inContainers }: Session,
  address: string,
  words: string,
): Promise<Mail | undefined> {
  let found: Mail | undefined;
  await eventually(
    async () => {
      if (inContainers) await copyOut(mailbox);
      const mails = await Promise.all((await mailFiles(mailbox)).map((name) => readMail(join(mailbox, name))));
      found = mails.findLast(({ to, subject }) => to.includes(address) && subject.includes(words));
      return found !== undefined;
    },
    { limitMs: MAIL_LIMIT_MS, signal: uninterrupted },
  );
  return found;
}

/**
 * In containers the mailbox is a volume.
 * @returns resolves also while there is nothing to copy
 */
function copyOut(mailbox: string): Promise<void> {
  const args = ['compose', 'cp', 'notifications:/var/lib/twotier/mailbox/.', mailbox];
  return new Promise((resolve) => execFile('docker', args, { cwd: ROOT, timeout: 10_000 }, () => resolve()));
}

async function mailFiles(mailbox: string) {
  const names = await readdir(mailbox).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith('.eml')).sort();
}

async function readMail(file: string): Promise<Mail> {
  const { to, subject = '', text = '' } = await simpleParser(await readFile(file));
  const addressees = [to ?? []].flat().map((addressee) => addressee.text);
  return { to: addressees.join(', '), subject, text };
}
