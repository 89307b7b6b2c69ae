import { faults } from '#lib/contracts';
import { type Decision, type Fault, type Happened, type NothingHappened, type Rejection } from '#lib/decision';

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

/** The part of a decision that can be written; a rejection is thrown on to the caller. */
export function accepted<State, Event>(decision: Decision<State, Event>): Happened<State, Event> | NothingHappened {
  if (decision.outcome === 'rejected') throw PartnerError.of(decision.rejection);
  return decision;
}
