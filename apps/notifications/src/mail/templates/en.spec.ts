import { parse } from 'node-html-parser';
import { type MailText } from '../mail-text.js';
import { renderMail } from '../render.js';
import { en } from './en.js';

const recipient = { name: 'Ana Silva', email: 'ana@contoso.com', companyName: 'Contoso' };
const link = { ...recipient, url: 'https://two.tier/v1/verifications/t0ken', expiresAt: '2026-11-26T09:30:00.000Z' };
const progress = { ...recipient, reasons: ['The address cannot be found', 'The name is abbreviated'] };

const mails: [string, MailText, string, string[]][] = [
  [
    'verification',
    en.verification(link),
    'Confirm your e-mail address for Contoso',
    [
      'named you as its primary contact',
      'confirm that you signed up, and that this e-mail address belongs to Contoso',
      'https://two.tier/v1/verifications/t0ken',
      'The link can be used once, until 26 November 2026 at 09:30 UTC.',
      'If you did not sign up, ignore this mail',
    ],
  ],
  [
    'review-started',
    en['review-started'](progress),
    'Address confirmed: the review of Contoso continues',
    ['Your e-mail address is confirmed, and the review of the enrolment continues.', 'several days'],
  ],
  [
    'review-resumed',
    en['review-resumed'](progress),
    'We have your changes: the review of Contoso continues',
    ['was submitted again, and the review continues with your changes.', 'several days'],
  ],
  [
    'information-requested',
    en['information-requested'](progress),
    'More information is needed to enrol Contoso',
    ['asks for more information before deciding', ...progress.reasons, 'submit the enrolment again'],
  ],
  [
    'rejected',
    en.rejected(progress),
    'The enrolment of Contoso was refused',
    ['was reviewed and refused', ...progress.reasons, 'correct the enrolment, and submit it again'],
  ],
  [
    'withdrawn',
    en.withdrawn(progress),
    'The enrolment of Contoso was withdrawn',
    ['was withdrawn. It will not be reviewed.', 'start the enrolment again and submit it'],
  ],
  [
    'activated',
    en.activated(progress),
    'Your account is ready: Contoso is an indirect reseller',
    [
      'Check that you are in the Admin agent group',
      'Add the other users',
      'Associate your MPN ID',
      'in the same country or region',
      'Sign the Microsoft Partner Agreement as a Global admin',
    ],
  ],
];

it.each(mails)('[N1] %s says what it has to, in both forms', (_, mail, subject, sentences) => {
  const { text, html } = renderMail(en, mail);
  const words = parse(html).querySelector('main')?.text ?? '';
  expect(mail.subject).toBe(subject);
  for (const sentence of [
    'Hello Ana Silva,',
    ...sentences,
    'You receive this mail as the primary contact of Contoso for its enrolment as an indirect reseller.',
  ]) {
    expect(text).toContain(sentence);
    expect(words).toContain(sentence);
  }
});

it.each(['information-requested', 'rejected'] as const)(
  '[N1] %s announces no reasons where none are given',
  (template) => {
    const { text } = renderMail(en, en[template]({ ...recipient, reasons: [] }));
    expect(text).not.toMatch(/:\n|^- /m);
  },
);

it('[N1] greets a support contact, which has no name, as what it is', () => {
  const { text } = renderMail(en, en.activated({ ...progress, name: '' }));
  expect(text).toMatch(/^Hello,\n/);
  expect(text).toContain('You receive this mail as the support contact of Contoso');
});

it('[N1] the steps after activation are numbered', () =>
  expect(parse(renderMail(en, en.activated(progress)).html).querySelectorAll('ol li')).toHaveLength(4));
