/**
 * What an aggregate answers to a command.
 *
 * `happened` carries the state after the command together with the events that tell the world about it; both are
 * written in one document write, so neither exists without the other.
 */
export type Decision<State, Event> = Accepted<State, Event> | Rejected;

/** What it answers to a command that it cannot refuse. */
export type Accepted<State, Event> = Happened<State, Event> | NothingHappened;

export interface Happened<State, Event> {
  outcome: 'happened';
  state: State;
  events: Event[];
}

export interface NothingHappened {
  outcome: 'nothing-happened';
}

/**
 * The answer to a command that was refused: of the decision, of the repository that was to write it, and of the use case. A
 * class, so that no state is taken for it.
 */
export class Rejected {
  readonly outcome = 'rejected';

  constructor(readonly rejection: Rejection) {}
}

/** A kind of refusal: the HTTP status and the numeric code that Partner Center documents for it. */
export interface Fault {
  status: number;
  code: number;
  /** Partner Center's newer services name some kinds as well. */
  errorName?: string;
}

/** A refusal: its kind, and a sentence that says what is wrong and what to do. */
export interface Rejection {
  fault: Fault;
  description: string;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  details?: RejectionDetails;
}

/** What Partner Center documents of some refusals beside code and description. */
export interface RejectionDetails {
  /** The part of the platform that refuses; `PartnerFD` unless it is said. */
  source?: string;
  /** Such as a link to help. */
  data?: string[];
}

/** What is answered beside the state that a decision leads to: nothing, if it cannot refuse. */
export type RejectedBy<Decided> = Extract<Decided, Rejected>;

export function happened<State, Event = never>(state: State, ...events: Event[]): Happened<State, Event> {
  return { outcome: 'happened', state, events };
}

/** The command was a repeat, or asked for what is already so: nothing is written and nothing is published. */
export const nothingHappened: NothingHappened = { outcome: 'nothing-happened' };

export function reject(fault: Fault, description: string, retryAfter?: number): Rejected {
  return new Rejected({ fault, description, ...(retryAfter && { retryAfter }) });
}

export function isRejected(answer: unknown): answer is Rejected {
  return answer instanceof Rejected;
}
