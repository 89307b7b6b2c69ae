import { IsNumberString } from 'class-validator';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Names the MPN ID of the company that enrols: a claim, until a person proves it by signing in to the membership directory. */
export class AssociateMpnV1 extends EnrollmentCommandV1 {
  /** Digits; of an active company profile in the tenant's country. */
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId: string;
}

export const associateMpn = defineCommand({
  name: 'enrollment.associate-mpn',
  version: 1,
  service: 'enrollment',
  payload: AssociateMpnV1,
});
