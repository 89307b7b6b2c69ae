// @ts-check
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { ROOT } from '../stack/checkout.mjs';
import { eventually, uninterrupted } from '../stack/process/concurrency.mjs';

const MAIL_LIMIT_MS = 60_000;

/** @typedef {{ to: string, subject: string, text: string }} Mail */

/**
 * @param {import('../demo-data.mjs').Session} session
 * @param {string} address
 * @param {string} words of the subject
 * @returns {Promise<Mail | undefined>} undefined if it did not come within a minute
 */
export async function mailTo({ mailbox, inContainers }, address, words) {
  /** @type {Mail | undefined} */
  let found;
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
 * @param {string} mailbox
 * @returns {Promise<void>} resolves also while there is nothing to copy
 */
function copyOut(mailbox) {
  const args = ['compose', 'cp', 'notifications:/var/lib/twotier/mailbox/.', mailbox];
  return new Promise((resolve) => execFile('docker', args, { cwd: ROOT, timeout: 10_000 }, () => resolve()));
}

/** @param {string} mailbox */
async function mailFiles(mailbox) {
  const names = await readdir(mailbox).catch(() => /** @type {string[]} */ ([]));
  return names.filter((name) => name.endsWith('.eml')).sort();
}

/**
 * @param {string} file
 * @returns {Promise<Mail>}
 */
async function readMail(file) {
  const { to, subject = '', text = '' } = await simpleParser(await readFile(file));
  const addressees = [to ?? []].flat().map((addressee) => addressee.text);
  return { to: addressees.join(', '), subject, text };
}
