import { IsUUID } from 'class-validator';
import { defineCommand } from '../contract.js';

/** Is always rejected: only the customer's Global admin accepts the customer agreement. Its partner attests that it has. */
export class AcceptAgreementV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;
}

export const acceptAgreement = defineCommand({
  name: 'agreement.accept',
  version: 1,
  service: 'agreements',
  payload: AcceptAgreementV1,
});
