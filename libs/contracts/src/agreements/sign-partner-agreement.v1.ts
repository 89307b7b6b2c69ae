import { IsUUID } from 'class-validator';
import { defineCommand } from '../contract.js';

/** Is always rejected: only a Global admin of the partner signs the Microsoft Partner Agreement, after it has read it. */
export class SignPartnerAgreementV1 {
  /** The partner's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;
}

export const signPartnerAgreement = defineCommand({
  name: 'partner-agreement.sign',
  version: 1,
  service: 'agreements',
  payload: SignPartnerAgreementV1,
});
