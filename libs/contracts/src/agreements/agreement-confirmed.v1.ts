import { IsDateString, IsIn, IsInt, IsUUID, Min } from 'class-validator';
import { defineEvent } from '../contract.js';

/** How the customer agreement can be confirmed. */
export const confirmationMethods = ['attested'] as const;

/** The agreements that customers accept, in Partner Center's words. Orders need the Microsoft Customer Agreement. */
export const agreementTypes = ['MicrosoftCustomerAgreement', 'MicrosoftCloudAgreement'] as const;
export type AgreementType = (typeof agreementTypes)[number];

/** A customer's agreement is confirmed. A confirmation is never taken back. */
export class AgreementConfirmedV1 {
  @IsUUID('loose')
  customerId: string;

  /** The tenant of the partner that confirmed. */
  @IsUUID('loose')
  partnerId: string;

  /** The template that was agreed to, a GUID. */
  @IsUUID('loose')
  templateId: string;

  /** What the template is of. The first events, which did not say it, are of the Microsoft Customer Agreement. */
  @IsIn(agreementTypes)
  agreementType: AgreementType = 'MicrosoftCustomerAgreement';

  /** `attested`: the partner confirmed that the customer accepted. */
  @IsIn(confirmationMethods)
  method: (typeof confirmationMethods)[number];

  /** The day on which the customer agreed, ISO 8601 in UTC. */
  @IsDateString()
  dateAgreed: string;

  /** How many confirmations the customer has, this one included. */
  @IsInt()
  @Min(1)
  confirmations: number;
}

export const agreementConfirmed = defineEvent({
  name: 'agreement.confirmed',
  version: 1,
  service: 'agreements',
  payload: AgreementConfirmedV1,
});
