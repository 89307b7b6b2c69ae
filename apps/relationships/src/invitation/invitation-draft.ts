/** What the draft of a mail says. */
export interface DraftFacts {
  /** The provider's legal name. */
  companyName: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The name of the CSP region, in which the reseller has to be as well. */
  region: string;
  url: string;
  expiresAt: Date;
}

export interface Draft {
  subject: string;
  /** Plain text. */
  body: string;
}

const countryName = new Intl.DisplayNames('en', { type: 'region' });
const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The mail that a provider sends to a reseller; the text may be changed, the link has to stay. */
export function invitationDraft({ companyName, country, region, url, expiresAt }: DraftFacts): Draft {
  const place = countryName.of(country) ?? country;
  const paragraphs = [
    'Hello,',
    `${companyName}, an indirect provider in ${place}, asks you to authorise it as your indirect provider.`,
    `A Global admin of your company opens this link, signs in, ticks the consent and authorises ${companyName}:`,
    url,
    `The link can be used once, until ${time.format(expiresAt)} UTC. Your company has to be enrolled as an indirect reseller in the region ${region}.`,
    `By doing so you allow ${companyName} to place orders and to add subscriptions for the customers that you share, and you grant it administrator access to your work account. You can take that access away later; the partnership stays.`,
    `If you have questions, please answer this mail.`,
    companyName,
  ];
  return { subject: `${companyName} asks to be your indirect provider`, body: paragraphs.join('\n\n') };
}
