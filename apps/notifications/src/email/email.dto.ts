import { IsIn, IsOptional } from 'class-validator';
import { ResourceAttributes, SeekQuery } from '#lib/partner-api';
import { emailStatuses, type Email, type EmailStatus } from './email.js';

export class ListEmailsQuery extends SeekQuery {
  /** `pending`, `sent`, `dropped` or `failed`; absent: all. */
  @IsOptional()
  @IsIn(emailStatuses)
  status?: EmailStatus;
}

/** A mail and its status. Its recipient and its text are not shown. */
export class EmailResource {
  /** The template, and the id of the event that caused the mail. */
  id: string;

  /**
   * `verification`, `review-started`, `information-requested`, `rejected`, `withdrawn`, `activated` or
   * `partnership-invitation`.
   */
  template: string;

  /** The company that enrols, or that invites, a GUID. */
  tenantId: string;

  /** `pending`: will be sent. `sent`: handed over. `dropped`: there was nothing left to send. `failed`: given up. */
  status: string;

  /** How often the platform has tried to send it. */
  attempts: number;

  /**
   * Why the last attempt did not send the mail. Of dropped mails `recipient-unknown` or `link-dead`. Final ones are
   * `invalid-address` and `refused-by-server`. Tried again are `owner-unreachable`, `server-unreachable`,
   * `deferred-by-server`, `mailbox-unwritable` and `unexpected`.
   */
  lastError?: string;

  /** ISO 8601, as all dates here. */
  creationDate: string;

  /** For a pending mail: when it is tried again at the earliest. */
  nextAttemptDate?: string;

  /** When it was sent, dropped or given up. */
  endDate?: string;

  attributes: ResourceAttributes;
}

export function toResource(email: Email): EmailResource {
  const { id, template, tenantId, status, attempts, lastError, createdAt, nextAttemptAt, endedAt } = email;
  return {
    id,
    template,
    tenantId,
    status,
    attempts,
    ...(lastError && { lastError }),
    creationDate: createdAt.toISOString(),
    ...(nextAttemptAt && { nextAttemptDate: nextAttemptAt.toISOString() }),
    ...(endedAt && { endDate: endedAt.toISOString() }),
    attributes: { objectType: 'Email' },
  };
}
