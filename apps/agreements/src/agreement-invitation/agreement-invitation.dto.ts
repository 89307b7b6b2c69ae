import { type ResourceAttributes } from '#lib/partner-api';

/** The draft of a mail to the customer. Its text may be changed; the link has to stay. */
export class AgreementInvitationResource {
  /** Where a Global admin of the customer accepts after signing in: the same for every customer. */
  url: string;
  subject: string;
  /** Plain text. */
  body: string;
  attributes: ResourceAttributes;
}
