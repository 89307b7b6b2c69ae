import { IsUUID } from 'class-validator';

/** What each command of a company's one enrolment has. */
export class EnrollmentCommandV1 {
  /** The tenant of the company that the source speaks for, a GUID. */
  @IsUUID('loose')
  tenantId: string;
}
