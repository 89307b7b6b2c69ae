import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDateString,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { defineCallOfEach, Refusal } from './internal-call.js';

export const deadLetterStatuses = ['waiting', 'replayed', 'handled', 'discarded'] as const;

export type DeadLetterStatus = (typeof deadLetterStatuses)[number];

export const deadLetterDecisions = ['replay', 'discard'] as const;

export type DeadLetterDecision = (typeof deadLetterDecisions)[number];

/** What a service knows of a message that it has parked, but for what is in it. */
export class DeadLetterFacts {
  /** When it was parked first, the service, and a hash of its place: letters of all services are in the order of time. */
  @IsString()
  id: string;

  @IsIn(deadLetterStatuses)
  status: DeadLetterStatus;

  /** Where the copy is that the service has made. */
  @IsString()
  deadLetterTopic: string;

  /** Where it was published. */
  @IsString()
  topic: string;

  @IsInt()
  partition: number;

  @IsString()
  offset: string;

  /** The consumer group. */
  @IsString()
  consumer: string;

  /** The name of the error. */
  @IsString()
  cause: string;

  /** What is wrong with the message; absent where it is not the message that is at fault. */
  @IsOptional()
  @IsString()
  reason?: string;

  /** How often it was tried, the last time that it was parked. */
  @IsInt()
  attempts: number;

  /** How often it was parked. */
  @IsInt()
  times: number;

  @IsDateString()
  firstParkedAt: string;

  @IsDateString()
  parkedAt: string;

  @IsOptional()
  @IsString()
  key?: string;

  @IsOptional()
  @IsString()
  messageId?: string;

  @IsOptional()
  @IsString()
  type?: string;

  @IsOptional()
  @IsString()
  source?: string;

  @IsOptional()
  @IsString()
  subject?: string;

  @IsOptional()
  @IsString()
  correlationId?: string;

  /** Whether the service holds it, and so can be given it again. */
  @IsBoolean()
  isKept: boolean;

  /** Of what was replayed or discarded. */
  @IsOptional()
  @IsString()
  decidedBy?: string;

  /** When it was replayed or discarded, or was handled. */
  @IsOptional()
  @IsDateString()
  changedAt?: string;
}

export class DeadLetterFactsPage {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DeadLetterFacts)
  letters: DeadLetterFacts[];
}

/** What is to become of a dead letter. */
export class DecisionOnDeadLetter {
  @IsIn(deadLetterDecisions)
  decision: DeadLetterDecision;
}

/** The dead letters of the service with one status, or `any`, after an id or before it. */
export const listDeadLetters = defineCallOfEach({
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/deadletters',
  query: ['status', 'from', 'direction', 'limit'],
  answers: { 200: DeadLetterFactsPage },
});

/** One dead letter of the service. */
export const getDeadLetter = defineCallOfEach({
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/deadletters/:id',
  answers: { 200: DeadLetterFacts, 404: Refusal },
});

/** Gives a dead letter to the service again, or discards it, in the name of who decides. 409: it does not wait any more, or is not kept. */
export const decideOnDeadLetter = defineCallOfEach({
  callers: ['notifications'],
  method: 'PUT',
  path: '/internal/deadletters/:id/decision',
  body: DecisionOnDeadLetter,
  answers: { 200: DeadLetterFacts, 404: Refusal, 409: Refusal },
});

/** A partition that waits, as `<topic>/<partition>`, and for what. */
export class WaitingFacts {
  @IsString()
  place: string;

  @IsString()
  reason: string;
}

/** What became of messages since the instance has started. */
export class OutcomeFacts {
  @IsInt()
  done: number;

  @IsInt()
  retry: number;

  @IsInt()
  park: number;
}

export class LagFacts {
  @IsString()
  topic: string;

  @IsInt()
  lag: number;
}

/** How the consumer of one instance is, and what it knows of the group. */
export class ConsumerHealthFacts {
  /** Its host and its process. */
  @IsString()
  instance: string;

  @IsDateString()
  startedAt: string;

  @IsBoolean()
  healthy: boolean;

  @IsOptional()
  @IsDateString()
  lastPollAt?: string;

  /** What the broker does not let it do. */
  @IsString({ each: true })
  refused: string[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WaitingFacts)
  waiting: WaitingFacts[];

  @IsDefined()
  @ValidateNested()
  @Type(() => OutcomeFacts)
  outcomes: OutcomeFacts;

  @IsString()
  group: string;

  /** Instances that the broker has in the group; absent while it does not say it. */
  @IsOptional()
  @IsInt()
  members?: number;

  /** How far the group is behind; absent while the broker does not say it. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LagFacts)
  lags?: LagFacts[];

  /** Dead letters that wait for a decision; absent while the database does not say it. */
  @IsOptional()
  @IsInt()
  deadLetters?: number;
}

/** How the consumer of one instance is. Each instance is asked. */
export const getConsumerHealth = defineCallOfEach({
  callers: ['notifications'],
  method: 'GET',
  path: '/internal/consumers',
  answers: { 200: ConsumerHealthFacts },
});
