import { IsDateString, IsIn, IsUUID } from 'class-validator';
import { defineEvent } from '../contract.js';
import { agreementTypes, type AgreementType } from './agreement-confirmed.v1.js';

/** A customer accepted its agreement itself. An acceptance is never taken back, and counts as much as a confirmation. */
export class AgreementAcceptedV1 {
  @IsUUID('loose')
  customerId: string;

  /** The template that was accepted, a GUID. */
  @IsUUID('loose')
  templateId: string;

  /** What the template is of. */
  @IsIn(agreementTypes)
  agreementType: AgreementType;

  /** ISO 8601 in UTC. */
  @IsDateString()
  acceptedAt: string;
}

export const agreementAccepted = defineEvent({
  name: 'agreement.accepted',
  version: 1,
  service: 'agreements',
  payload: AgreementAcceptedV1,
});
