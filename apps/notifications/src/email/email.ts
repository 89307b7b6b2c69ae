/** The mails that tell how an enrolment goes on. The verification mail has a link besides. */
export const progressTemplates = [
  'review-started',
  'review-resumed',
  'information-requested',
  'rejected',
  'withdrawn',
  'activated',
] as const;
export type ProgressTemplate = (typeof progressTemplates)[number];
export type EmailTemplate = 'verification' | 'partnership-invitation' | ProgressTemplate;

/**
 * `pending`: will be sent. `sent`: the SMTP server took it, or it is in the local mailbox. `dropped`: there was nothing to
 * send any more. `failed`: it cannot be sent, or could not for too long.
 */
export const emailStatuses = ['pending', 'sent', 'dropped', 'failed'] as const;
export type EmailStatus = (typeof emailStatuses)[number];

/** Why there is nothing to send. */
export type DropReason = 'recipient-unknown' | 'link-dead';

/** Why the mail can never be sent: the address is none, or the SMTP server refuses it or the mail for good. */
export type PermanentError = 'invalid-address' | 'refused-by-server';

/** What may be over when it is tried again. */
export type TransientError =
  | 'owner-unreachable'
  | 'server-unreachable'
  | 'deferred-by-server'
  | 'mailbox-unwritable'
  | 'unexpected';

/** What a mail is about; names and addresses, and the link, are asked for when it is sent. */
export type EmailContent =
  | { template: 'verification'; verificationId: string }
  | {
      template: 'partnership-invitation';
      invitationId: string;
      /** Of several that were asked for with the same invitation. */
      mailId: string;
    }
  | {
      template: ProgressTemplate;
      /** Why the reviewer asks for more, or refuses. */
      reasons: string[];
    };

/** One mail. An event is the cause of at most one. */
export type Email = EmailContent & {
  /** Handler and event, such as `verification/<event id>`: the same cause has the same id. */
  id: string;
  /** The company that enrols, or that invites. */
  tenantId: string;
  cause: Cause;
  status: EmailStatus;
  /** How often the platform has tried to send it. */
  attempts: number;
  createdAt: Date;
  /** Of a pending mail: when it is due. While it is being sent, when another instance may take it over. */
  nextAttemptAt?: Date;
  /** When it was sent, dropped, or failed for good. */
  endedAt?: Date;
  /** Of the last attempt, if it did not send the mail. */
  lastError?: DropReason | PermanentError | TransientError;
};

/** The event that a mail tells of. */
export interface Cause {
  eventId: string;
  time: Date;
  correlationId: string;
  /** W3C trace context of its handling; older mails do not have it. */
  traceparent?: string;
}

/** What came of trying to send a mail. */
export type Attempt =
  | { outcome: 'sent' }
  | { outcome: 'dropped'; reason: DropReason }
  | { outcome: 'failed'; error: PermanentError }
  | { outcome: 'deferred'; error: TransientError };

/** What an attempt changes. */
export type EmailChange = Pick<Email, 'status' | 'nextAttemptAt' | 'endedAt' | 'lastError'>;

const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 60 * 60 * 1_000;

/** The mail of a cause, due at once. */
export function emailOf(cause: Cause, tenantId: string, content: EmailContent, now: Date): Email {
  return {
    id: `${content.template}/${cause.eventId}`,
    ...content,
    tenantId,
    cause,
    status: 'pending',
    attempts: 0,
    createdAt: now,
    nextAttemptAt: now,
  };
}

/** What becomes of a mail after an attempt, the one that `attempts` counted last. `random` is from 0 to 1. */
export function afterAttempt(
  { attempts, createdAt }: Email,
  attempt: Attempt,
  { now, retryForMs, random }: { now: Date; retryForMs: number; random: number },
): EmailChange {
  if (attempt.outcome === 'sent') return { status: 'sent', endedAt: now };
  if (attempt.outcome === 'dropped') return { status: 'dropped', endedAt: now, lastError: attempt.reason };
  const lastError = attempt.error;
  if (attempt.outcome === 'failed') return { status: 'failed', endedAt: now, lastError };
  const nextAttemptAt = new Date(now.getTime() + delayAfter(attempts, random));
  const givenUp = nextAttemptAt.getTime() > createdAt.getTime() + retryForMs;
  return givenUp ? { status: 'failed', endedAt: now, lastError } : { status: 'pending', nextAttemptAt, lastError };
}

/** Twice as long after each attempt, up to an hour; anything from half of it, so that mails do not come back all at once. */
function delayAfter(attempts: number, random: number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return (longest * (1 + random)) / 2;
}
