import { type SendMailOptions } from 'nodemailer';
import { type Mail } from './mailer.js';

/**
 * A mail as nodemailer takes it. Its `Message-ID` is the event's id: should a mail be sent twice, mail programs and the
 * operator can tell by it.
 */
export function messageOf({ to, subject, text, html, eventId, date }: Mail, sender: string): SendMailOptions {
  const host = sender.replace(/^.*@|>$/g, '');
  return {
    from: sender,
    to,
    subject,
    text,
    html,
    date,
    messageId: `<${nameOf(eventId)}@${host}>`,
    // Nobody's holiday notice is to be answered.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** An event's id in a form that `Message-ID` and file names allow; the ids of our own events stay as they are. */
export function nameOf(eventId: string): string {
  return eventId.replace(/[^\w.-]/g, (character) => `=${character.codePointAt(0)?.toString(16)}`);
}
