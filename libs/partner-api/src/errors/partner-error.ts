import { faults } from '#lib/contracts';
import { isRejected, type Fault, type Rejected, type RejectionDetails } from '#lib/decision';

export interface ErrorDetails extends RejectionDetails {
  /** The methods that the path takes, where it does not take the one of the request. */
  allow?: string[];
}

/** A refusal on its way to the caller. The description says what is wrong and what to do. */
export class PartnerError extends Error {
  override readonly name: string = 'PartnerError';

  constructor(
    readonly fault: Fault,
    readonly description: string,
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number,
    readonly details: ErrorDetails = {},
  ) {
    super(description);
  }
}

/** Whether something is refused for good. A service that could not be asked refuses nothing: that is tried again. */
export function isRefusal(error: unknown): error is PartnerError {
  return error instanceof PartnerError && error.fault.status < 500;
}

export function invalidArgument(description: string): PartnerError {
  return new PartnerError(faults.invalidArgument, description);
}

export function notFound(description: string): PartnerError {
  return new PartnerError(faults.notFound, description);
}

/**
 * What a use case answers, at the edge: in a controller, in a consumer of commands, in a sweep. A rejection is thrown from here
 * to what makes an answer over HTTP of it, or a `command.rejected`.
 */
export function accepted<Answer>(answer: Answer): Exclude<Answer, Rejected> {
  if (!isRejected(answer)) return answer as Exclude<Answer, Rejected>;
  const { fault, description, retryAfter, details } = answer.rejection;
  throw new PartnerError(fault, description, retryAfter, details);
}
