/** Whom a mail is for, as its owner answers it. */
export interface Recipient {
  /** Empty for a support contact, which has none. */
  name: string;
  email: string;
  /** The company that enrols, whose primary contact it is; or the one that invites. */
  companyName: string;
}

/** A link with which the primary contact confirms the address. */
export interface VerificationLink extends Recipient {
  url: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** An invitation of a provider, in the words of the service that owns invitations. */
export interface InvitationText extends Recipient {
  subject: string;
  /** Plain text with the URL in it. */
  body: string;
  /** One paragraph in the provider's own words. */
  message?: string;
  url: string;
}

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
  'partnership-invitation'(invitation: InvitationText): MailText;
  'review-started'(progress: Progress): MailText;
  'review-resumed'(progress: Progress): MailText;
  'information-requested'(progress: Progress): MailText;
  rejected(progress: Progress): MailText;
  withdrawn(progress: Progress): MailText;
  activated(progress: Progress): MailText;
}
