import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsDateString, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
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
