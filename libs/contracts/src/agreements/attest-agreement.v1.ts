import { Type } from 'class-transformer';
import { IsEmail, IsIn, IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { Text } from '../validation/text.js';
import { defineCommand } from '../contract.js';
import { agreementTypes, type AgreementType } from './agreement-confirmed.v1.js';

/** Who agreed for the customer. */
export class AgreeingContactV1 {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  @Text({ max: 254 })
  @IsEmail({ require_tld: false })
  email: string;

  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

/**
 * Confirms that a customer of a direct-bill partner or an indirect provider accepted the agreement, as
 * `POST /v1/customers/{id}/agreements` does. Code 600061: this contact has confirmed before.
 */
export class AttestAgreementV1 {
  /** The customer's tenant, a GUID. */
  @IsUUID('loose')
  customerId: string;

  @IsObject()
  @ValidateNested()
  @Type(() => AgreeingContactV1)
  primaryContact: AgreeingContactV1;

  /** When the customer agreed, ISO 8601; a time without a zone is UTC. Not in the future. */
  @Text({ max: 50 })
  dateAgreed: string;

  /** The template that the customer accepted, from `GET /v1/agreements`. A GUID. */
  @IsUUID('loose')
  templateId: string;

  /** May be left out: the template has it. */
  @IsOptional()
  @IsIn(agreementTypes)
  type?: AgreementType;
}

export const attestAgreement = defineCommand({
  name: 'agreement.attest',
  version: 1,
  service: 'agreements',
  payload: AttestAgreementV1,
});
