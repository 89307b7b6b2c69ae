import { type Recipient } from '#contracts/internal/enrollment';
import { partsOf } from '../parts-of.js';
import { type MailTemplates, type MailText, type Part } from '../mail-text.js';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The mails in English. What they say follows Partner Center's description of enrolling as an indirect reseller. */
export const en: MailTemplates = {
  language: 'en',

  verification: (link) =>
    mail(link, `Confirm your e-mail address for ${link.companyName}`, [
      `${link.companyName} signed up for a partner account as an indirect reseller and named you as its primary contact.`,
      `Please confirm that you signed up, and that this e-mail address belongs to ${link.companyName}. After that, the review of the enrolment continues.`,
      { label: 'Confirm the e-mail address', url: link.url },
      `The link can be used once, until ${time.format(new Date(link.expiresAt))} UTC. After that, ask for a new one in the enrolment.`,
      'If you did not sign up, ignore this mail: without your confirmation the enrolment does not continue.',
    ]),

  'partnership-invitation': ({ companyName, subject, body, message, url }) => ({
    subject,
    parts: [
      ...partsOf(body, { label: 'Open the invitation', url }),
      ...(message ? [`${companyName} writes:`, { list: [message] }] : []),
    ],
    footer: `You receive this mail because ${companyName} asked us to send it to you.`,
  }),

  'review-started': (progress) =>
    mail(progress, `Address confirmed: the review of ${progress.companyName} continues`, [
      'Your e-mail address is confirmed, and the review of the enrolment continues.',
      'It can take several days to review and verify the information that you gave. We will write to you if we need more, and when the review is completed.',
    ]),

  'review-resumed': (progress) =>
    mail(progress, `We have your changes: the review of ${progress.companyName} continues`, [
      `The enrolment of ${progress.companyName} was submitted again, and the review continues with your changes.`,
      'It can take several days. We will write to you if we need more, and when the review is completed.',
    ]),

  'information-requested': (progress) =>
    mail(progress, `More information is needed to enrol ${progress.companyName}`, [
      `The reviewer of the enrolment of ${progress.companyName} asks for more information before deciding.`,
      ...theReasons('This is needed:', progress.reasons),
      'What to do: sign in as a Global admin, add or correct what is named here, and submit the enrolment again. The review then continues.',
    ]),

  rejected: (progress) =>
    mail(progress, `The enrolment of ${progress.companyName} was refused`, [
      `The enrolment of ${progress.companyName} as an indirect reseller was reviewed and refused.`,
      ...theReasons('The reasons:', progress.reasons),
      'What to do: sign in as a Global admin, correct the enrolment, and submit it again. It will then be reviewed again.',
    ]),

  withdrawn: (progress) =>
    mail(progress, `The enrolment of ${progress.companyName} was withdrawn`, [
      `The enrolment of ${progress.companyName} as an indirect reseller was withdrawn. It will not be reviewed.`,
      'If that was a mistake, a Global admin of your company can start the enrolment again and submit it.',
    ]),

  activated: (progress) =>
    mail(progress, `Your account is ready: ${progress.companyName} is an indirect reseller`, [
      `The review is completed, and the partner account of ${progress.companyName} is ready to use. These steps remain:`,
      {
        numbered: true,
        list: [
          'Check that you are in the Admin agent group, in the user management of your account settings. Only an Admin agent can finish setting up the account.',
          'Add the other users of your company, and give them their roles.',
          'Associate your MPN ID with the account. Choose the one that is in the same country or region as the account.',
          'Sign the Microsoft Partner Agreement as a Global admin. Before it is signed, nothing can be sold.',
        ],
      },
    ]),
};

function mail({ name, companyName }: Recipient, subject: string, parts: Part[]): MailText {
  const contact = name ? 'primary contact' : 'support contact';
  const footer = `You receive this mail as the ${contact} of ${companyName} for its enrolment as an indirect reseller.`;
  return { subject, parts: [name ? `Hello ${name},` : 'Hello,', ...parts], footer };
}

function theReasons(heading: string, reasons: string[]): Part[] {
  return reasons.length > 0 ? [heading, { list: reasons }] : [];
}
