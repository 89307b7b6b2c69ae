import { Type } from 'class-transformer';
import { IsArray, IsDateString, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { defineState } from '../contract.js';
import { agreementTypes, type AgreementType } from './agreement-confirmed.v1.js';

/** What confirms a customer's agreement: a partner's word, or the customer's own. Who agreed in person is not told. */
export class ConfirmationV1 {
  /** The template that was agreed to, a GUID. */
  @IsUUID('loose')
  templateId: string;

  @IsIn(agreementTypes)
  agreementType: AgreementType;

  /** `attested`: a partner confirmed that the customer accepted. `direct`: the customer accepted itself. */
  @IsIn(['attested', 'direct'])
  method: 'attested' | 'direct';

  /** The tenant of the partner that confirmed; absent where the customer accepted itself. */
  @IsOptional()
  @IsUUID('loose')
  partnerId?: string;

  /** When the customer agreed, ISO 8601 in UTC. */
  @IsDateString()
  dateAgreed: string;
}

/** A customer's agreement as it is now. Confirmations are never taken back. */
export class AgreementV1 {
  @IsUUID('loose')
  customerId: string;

  /** The oldest first, those of partners before those of the customer itself. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ConfirmationV1)
  confirmations: ConfirmationV1[];
}

export const agreementState = defineState({
  name: 'agreement.state',
  version: 1,
  service: 'agreements',
  payload: AgreementV1,
  key: 'customerId',
});
