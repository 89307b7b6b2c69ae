import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDateString,
  IsDefined,
  IsEmail,
  IsIn,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { clouds, type Cloud } from '../enrollment/partner/partner-type.js';
import { Text } from '../validation/text.js';
import { PurchaseFacts } from './customers.js';
import { defineCall, Refusal } from './internal-call.js';

export class AgreementFacts {
  @IsUUID('loose')
  customerId: string;

  /** Whether partners may order. */
  @IsBoolean()
  confirmed: boolean;
}

/** Who accepts for the customer. */
export class AcceptingContact {
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

/** An acceptance that comes with a relationship, and what agreements would have to ask customers for to decide on it. */
export class JointAcceptance {
  @IsDefined()
  @ValidateNested()
  @Type(() => AcceptingContact)
  contact: AcceptingContact;

  /** The customer's. */
  @IsIn(clouds)
  cloud: Cloud;

  /** One original purchase of the customer, or none. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PurchaseFacts)
  purchases: PurchaseFacts[];
}

/** A partner's signature of the Microsoft Partner Agreement. */
export class SignatureFacts {
  @IsUUID('loose')
  partnerId: string;

  @IsDateString()
  signedAt: string;
}

/** Whether a customer's agreement is confirmed; 404 if it is not. */
export const getAgreement = defineCall({
  owner: 'agreements',
  callers: ['customers'],
  method: 'GET',
  path: '/internal/agreements/:customerId',
  answers: { 200: AgreementFacts, 404: Refusal },
});

/**
 * Accepts for the customer, in whose user's name it is called, together with the relationship that a partner asked for. The
 * same id again changes nothing. 403: the customer has bought through a partner, or is not in the public cloud.
 */
export const acceptAgreement = defineCall({
  owner: 'agreements',
  callers: ['customers'],
  method: 'PUT',
  path: '/internal/agreements/:customerId/acceptances/:requestId',
  body: JointAcceptance,
  answers: { 200: AgreementFacts, 400: Refusal, 403: Refusal },
});

/** Whether a partner signed; 404 if it has not. */
export const getSignature = defineCall({
  owner: 'agreements',
  callers: ['customers', 'relationships'],
  method: 'GET',
  path: '/internal/partneragreements/:partnerId',
  answers: { 200: SignatureFacts, 404: Refusal },
});
