import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Sets the support contact for the customers of the company that enrols. */
export class GiveSupportContactV1 extends EnrollmentCommandV1 {
  @Text({ min: 3, max: 254 })
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Text({ min: 3, max: 40 })
  telephone: string;

  /** An address that begins with `http` or `https`. */
  @Text({ max: 500 })
  website: string;
}

export const giveSupportContact = defineCommand({
  name: 'enrollment.give-support-contact',
  version: 1,
  service: 'enrollment',
  payload: GiveSupportContactV1,
});
