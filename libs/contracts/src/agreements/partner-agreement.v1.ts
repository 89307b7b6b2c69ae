import { IsUUID } from 'class-validator';
import { defineState } from '../contract.js';
import { PartnerAgreementSignedV1 } from './partner-agreement-signed.v1.js';

/** A partner's signed Microsoft Partner Agreement. There is none until it is signed. */
export class PartnerAgreementV1 extends PartnerAgreementSignedV1 {
  /** A GUID that follows from the partner; the subject of its event. */
  @IsUUID('loose')
  agreementId: string;
}

export const partnerAgreementState = defineState({
  name: 'partner-agreement.state',
  version: 1,
  service: 'agreements',
  payload: PartnerAgreementV1,
  key: 'agreementId',
});
