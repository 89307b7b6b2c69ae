import { faults } from '#lib/contracts';
import { isRejected, type Fault, type Rejected, type Rejection } from '#lib/decision';

/** What Partner Center documents of some refusals beside code and description. */
export interface ErrorDetails {
  /** The part of the platform that refuses; `PartnerFD` unless it is said. */
  source?: string;
  /** Such as a link to help. */
  data?: string[];
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

  static of({ fault, description, retryAfter }: Rejection): PartnerError {
    return new PartnerError(fault, description, retryAfter);
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
  if (isRejected(answer)) throw PartnerError.of(answer.rejection);
  return answer as Exclude<Answer, Rejected>;
}
