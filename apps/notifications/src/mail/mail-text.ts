import { type Recipient, type VerificationLink } from '#contracts/internal/enrollment';
import { type InvitationMail } from '#contracts/internal/relationships';

/** Where an enrolment stands, for the mails that tell of it. */
export interface Progress extends Recipient {
  /** Why the reviewer asks for more, or refuses; may be empty. */
  reasons: string[];
}

/** A part of a mail: a paragraph, a list, numbered if the order matters, or the one thing to click. */
export type Part = string | { list: string[]; numbered?: boolean } | { label: string; url: string };

/** The words of a mail, the same for plain text and HTML. */
export interface MailText {
  subject: string;
  parts: Part[];
  /** Why the reader gets this mail. */
  footer: string;
}

/** All mails in one language. Another language is another file beside `templates/en.ts`. */
export interface MailTemplates {
  /** BCP 47. */
  language: string;
  verification(link: VerificationLink): MailText;
  'partnership-invitation'(invitation: InvitationMail): MailText;
  'review-started'(progress: Progress): MailText;
  'review-resumed'(progress: Progress): MailText;
  'information-requested'(progress: Progress): MailText;
  rejected(progress: Progress): MailText;
  withdrawn(progress: Progress): MailText;
  activated(progress: Progress): MailText;
}
