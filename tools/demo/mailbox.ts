import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { simpleParser } from 'mailparser';
import { ROOT } from '../stack/checkout.mjs';
import { eventually } from '../process/concurrency.ts';
import { Failure } from '../process/program.ts';
import { type Session } from '../platform/demo-data.ts';

const MAIL_LIMIT_MS = 60_000;

export type Mail = { to: string; subject: string; text: string };

/**
 * The last mail to an address, once it has come
 * @param words of the subject
 */
export async function mailTo({ mailbox, inContainers }: Session, address: string, words: string): Promise<Mail> {
  let found: Mail | undefined;
  const arrives = async () => {
    if (inContainers) await copyOut(mailbox);
    const mails = await Promise.all((await mailFiles(mailbox)).map((name) => readMail(join(mailbox, name))));
    found = mails.findLast(({ to, subject }) => to.includes(address) && subject.includes(words));
    return found !== undefined;
  };
  await eventually(arrives, { limitMs: MAIL_LIMIT_MS });
  if (!found) throw new Failure(`No mail to ${address} about "${words}" arrived in ${mailbox}.`);
  return found;
}

/** In containers the mailbox is a volume. There may be nothing to copy yet. */
async function copyOut(mailbox: string): Promise<void> {
  const args = ['compose', 'cp', 'notifications:/var/lib/twotier/mailbox/.', mailbox];
  await execa('docker', args, { cwd: ROOT, timeout: 10_000, reject: false });
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
