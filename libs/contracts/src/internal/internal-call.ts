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

/** A call of one service to another: what the caller sends, and what the owner answers. */
export interface InternalCall<
  Path extends string = string,
  Query extends string = string,
  Answered extends Answers = Answers,
  Body extends object | undefined = object | undefined,
> {
  /** The service that answers. */
  owner: ServiceName;
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

/** One of the answers of a call: its status, and the body that goes with it. */
export type AnswerOf<Call> =
  Call extends InternalCall<string, string, infer Answered>
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

export function defineCall<
  const Path extends string,
  const Answered extends Answers,
  const Query extends string = never,
  Body extends object | undefined = undefined,
>(
  call: Omit<InternalCall<Path, Query, Answered, Body>, 'query' | 'body'> & {
    query?: readonly Query[];
    body?: new () => Body;
  },
): InternalCall<Path, Query, Answered, Body> {
  return { query: [], body: undefined, ...call } as InternalCall<Path, Query, Answered, Body>;
}
