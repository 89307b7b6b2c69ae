import { AsAnswered, NotSupported } from '#lib/partner-api';
import { ContactDto } from '../agreement/agreement.dto.js';

/** Who accepts for the customer. The agreement and the user need not be named. */
@NotSupported({
  dateAgreed: 'the customer accepts at the moment of the request',
  primaryContact: 'send firstName, lastName, email and phoneNumber as properties of the body',
})
@AsAnswered('templateId', 'agreementType', 'type', 'agreementLink', 'userId')
export class AcceptAgreementRequest extends ContactDto {}
