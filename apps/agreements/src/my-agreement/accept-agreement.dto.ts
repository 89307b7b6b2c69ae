import { AsAnswered, NotSupported } from '#lib/partner-api';
import { ContactDto } from '../agreement/agreement.dto.js';

/** Who accepts for the customer. Which agreement, and by which user, goes without saying. */
@NotSupported({
  dateAgreed: 'the customer accepts at the moment of the request',
  primaryContact: 'give firstName, lastName, email and phoneNumber by themselves',
})
@AsAnswered('templateId', 'agreementType', 'type', 'agreementLink', 'userId')
export class AcceptAgreementRequest extends ContactDto {}
