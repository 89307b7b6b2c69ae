import { IsDateString, IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { defineEvent } from '../contract.js';
import { clouds, type Cloud } from '../enrollment/partner/partner-type.js';

/** A partner signed the Microsoft Partner Agreement of its CSP region. A signature is never taken back. */
export class PartnerAgreementSignedV1 {
  /** The partner's tenant, a GUID. */
  @IsUUID('loose')
  partnerId: string;

  /** The Global admin who signed. */
  @IsUUID('loose')
  signedBy: string;

  /** ISO 8601 in UTC. */
  @IsDateString()
  signedAt: string;

  /** The version of the text that was signed. */
  @IsString()
  @MaxLength(20)
  version: string;

  /** The CSP region that the signature is for, such as `north-america`. */
  @IsString()
  @MaxLength(100)
  region: string;

  /** The national cloud that it is for. */
  @IsIn(clouds)
  cloud: Cloud;
}

export const partnerAgreementSigned = defineEvent({
  name: 'partner-agreement.signed',
  version: 1,
  service: 'agreements',
  payload: PartnerAgreementSignedV1,
});
