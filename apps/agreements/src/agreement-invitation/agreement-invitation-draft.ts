/** What the draft of a mail says. */
export interface DraftFacts {
  /** The partner's name. */
  partnerName: string;
  /** The customer's. */
  companyName: string;
  /** Where the customer accepts. */
  url: string;
  /** A page about the agreement. */
  agreementLink: string;
}

export interface Draft {
  subject: string;
  /** Plain text. */
  body: string;
}

/** The mail by which a partner asks its customer to accept the agreement; the text may be changed, the link has to stay. */
export function agreementInvitationDraft({ partnerName, companyName, url, agreementLink }: DraftFacts): Draft {
  const paragraphs = [
    'Hello,',
    `before ${partnerName} can order for ${companyName}, your company has to accept the Microsoft Customer Agreement.`,
    `Please open this link, sign in as a Global admin of ${companyName}, review the agreement, tick the box and accept:`,
    url,
    'Sign in with the user name and the password that we gave you when your account was created. We send them separately.',
    `More about the agreement: ${agreementLink}`,
    'On the same page you see all the partners that your company works with, and details of each.',
    'If you are asked to reach out to your partner instead, or have questions, please answer this mail.',
    partnerName,
  ];
  return {
    subject: `${partnerName} asks ${companyName} to accept the Microsoft Customer Agreement`,
    body: paragraphs.join('\n\n'),
  };
}
