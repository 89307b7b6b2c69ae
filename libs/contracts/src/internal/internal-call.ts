import { IsInt, IsString } from 'class-validator';
import { type ServiceName } from '../contract.js';

/** What a service answers when it refuses: the code and the sentence for the caller, as in the public API. */
export class Refusal {
  @IsInt()
  code: number;

  @IsString()
  description: string;
}

/** What a call can be answered with, by its status. Every other status means that the service cannot be used now. */
export type Answers = { readonly [status: number]: new () => object };

/** The names of a path's parameters: of `/internal/tenants/:tenantId` it is `tenantId`. */
export type ParametersOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParametersOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** A call that each service answers for itself: what the caller sends, and what is answered. */
export interface CallOfEach<
  Path extends string = string,
  Query extends string = string,
  Answered extends Answers = Answers,
  Body extends object | undefined = object | undefined,
> {
  /** The services that may call; every other one gets 403. */
  callers: readonly ServiceName[];
  /** Each is safe to repeat. */
  method: 'GET' | 'PUT';
  /** With its parameters, such as `/internal/tenants/:tenantId`. */
  path: Path;
  /** The values of the query, all of them required. */
  query: readonly Query[];
  answers: Answered;
  body: Body extends object ? new () => Body : undefined;
}

/** A call of one service to another: what the caller sends, and what the owner answers. */
export interface InternalCall<
  Path extends string = string,
  Query extends string = string,
  Answered extends Answers = Answers,
  Body extends object | undefined = object | undefined,
> extends CallOfEach<Path, Query, Answered, Body> {
  /** The service that answers. */
  owner: ServiceName;
}

/** One of the answers of a call: its status, and the body that goes with it. */
export type AnswerOf<Call> =
  Call extends CallOfEach<string, string, infer Answered>
    ? { [Status in keyof Answered & number]: { status: Status; body: InstanceType<Answered[Status]> } }[keyof Answered &
        number]
    : never;

/** What the owner's handler returns; the other answers it throws. */
export type ResultOf<Call> = Extract<AnswerOf<Call>, { status: 200 }>['body'];

/** What a caller has to say: the parameters of path and query. */
export type ValuesOf<Call> =
  Call extends InternalCall<infer Path, infer Query> ? Record<ParametersOf<Path> | Query, string> : never;

/** What a caller has to send, if anything. */
export type BodyOf<Call> = Call extends InternalCall<string, string, Answers, infer Body> ? Body : never;

type Told<Call, Query, Body> = Omit<Call, 'query' | 'body'> & { query?: readonly Query[]; body?: new () => Body };

export function defineCall<
  const Path extends string,
  const Answered extends Answers,
  const Query extends string = never,
  Body extends object | undefined = undefined,
>(call: Told<InternalCall<Path, Query, Answered, Body>, Query, Body>): InternalCall<Path, Query, Answered, Body> {
  return { query: [], body: undefined, ...call } as InternalCall<Path, Query, Answered, Body>;
}

export function defineCallOfEach<
  const Path extends string,
  const Answered extends Answers,
  const Query extends string = never,
  Body extends object | undefined = undefined,
>(call: Told<CallOfEach<Path, Query, Answered, Body>, Query, Body>): CallOfEach<Path, Query, Answered, Body> {
  return { query: [], body: undefined, ...call } as CallOfEach<Path, Query, Answered, Body>;
}

/** The call that one of the services answers. */
export function askedOf<
  Path extends string,
  Query extends string,
  Answered extends Answers,
  Body extends object | undefined,
>(owner: ServiceName, call: CallOfEach<Path, Query, Answered, Body>): InternalCall<Path, Query, Answered, Body> {
  return { ...call, owner };
}
