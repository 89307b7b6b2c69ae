export interface Draft {
  subject: string;
  /** Plain text. */
  body: string;
}

/** What the draft of a mail says. */
export interface SupportDraftFacts {
  /** The customer's name. */
  companyName: string;
  customerId: string;
  partnerName: string;
  subscriptionId: string;
  /** What was bought. */
  offer: string;
}

/** The mail by which a customer asks a partner to support what another partner has sold to it. */
export function supportDraft(facts: SupportDraftFacts): Draft {
  const { companyName, customerId, partnerName, subscriptionId, offer } = facts;
  const paragraphs = [
    `Hello ${partnerName},`,
    `we ask you to support a subscription that we have bought from another partner: ${offer}.`,
    `Our customer id is ${customerId}, the id of the subscription is ${subscriptionId}. Send this request to begin:`,
    `POST /v1/customers/${customerId}/subscriptions/${subscriptionId}/support`,
    companyName,
  ];
  return { subject: `${companyName} asks you to support a subscription`, body: paragraphs.join('\n\n') };
}
