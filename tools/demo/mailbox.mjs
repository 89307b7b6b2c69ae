// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { eventually, uninterrupted } from '../stack/process/concurrency.mjs';

const MAIL_LIMIT_MS = 60_000;

/** @typedef {{ to: string, subject: string, text: string }} Mail */

/**
 * @param {string} mailbox the folder
 * @param {string} address
 * @param {string} words of the subject
 * @returns {Promise<Mail | undefined>} undefined if it did not come within a minute
 */
export async function mailTo(mailbox, address, words) {
  /** @type {Mail | undefined} */
  let found;
  await eventually(
    async () => {
      const mails = await Promise.all((await mailFiles(mailbox)).map((name) => readMail(join(mailbox, name))));
      found = mails.findLast(({ to, subject }) => to.includes(address) && subject.includes(words));
      return found !== undefined;
    },
    { limitMs: MAIL_LIMIT_MS, signal: uninterrupted },
  );
  return found;
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
