import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches } from 'class-validator';
import {
  validationStatuses,
  type ValidationStatus,
} from '#contracts/customers/customer/customer-validation-status-changed.v1';
import { type Validation } from '../customer/customer.js';

export class ValidationStatusQuery {
  /** `account`, in any casing: the only kind of validation. */
  @IsOptional()
  @Matches(/^account$/i, { message: 'type must be account' })
  type?: string;
}

export class SetValidationStatusRequest {
  /** `Allowed`, `UnderReview`, `NotAllowed`, `Unknown` or `Not Ready`, in any casing. */
  @Transform(({ value }) => statusOf(value) ?? (value as unknown))
  @IsIn(validationStatuses, { message: 'status must be Allowed, UnderReview, NotAllowed, Unknown or Not Ready' })
  status: ValidationStatus;
}

export class ValidationStatusResource {
  /** `account` */
  type: string;
  /** `Allowed`, `UnderReview`, `NotAllowed`, `Unknown` or `Not Ready`. */
  status: string;
  /** ISO 8601 in UTC. */
  lastUpdateDateTime: string;
}

export function toResource({ status, updatedAt }: Validation): ValidationStatusResource {
  return {
    type: 'account',
    // Partner Center writes this one with a blank.
    status: status === 'NotReady' ? 'Not Ready' : status,
    lastUpdateDateTime: updatedAt.toISOString(),
  };
}

function statusOf(given: unknown): ValidationStatus | undefined {
  const folded = String(given).replace(/[\s_]/g, '').toLowerCase();
  return validationStatuses.find((status) => status.toLowerCase() === folded);
}
