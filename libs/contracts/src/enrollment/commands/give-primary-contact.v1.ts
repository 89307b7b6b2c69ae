import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Sets who is asked about the company that enrols. That person confirms the address by a link: no command does. */
export class GivePrimaryContactV1 extends EnrollmentCommandV1 {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  /** An address of the company; web mail is not accepted. */
  @Text({ min: 3, max: 254 })
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Text({ min: 3, max: 40 })
  phoneNumber: string;
}

export const givePrimaryContact = defineCommand({
  name: 'enrollment.give-primary-contact',
  version: 1,
  service: 'enrollment',
  payload: GivePrimaryContactV1,
});
