import { IsIn, IsOptional } from 'class-validator';
import { serviceNames, type ServiceName } from '#lib/contracts';
import { ResourceAttributes, SeekQuery } from '#lib/partner-api';
import {
  deadLetterDecisions,
  deadLetterStatuses,
  type DeadLetterDecision,
  type DeadLetterFacts,
  type DeadLetterStatus,
} from '#contracts/internal/each-service';

export class ListDeadLettersQuery extends SeekQuery {
  /** The service that could not handle them, such as `customers`; absent: all. */
  @IsOptional()
  @IsIn(serviceNames)
  service?: ServiceName;

  /** `waiting`, `replayed`, `handled` or `discarded`; absent: all. */
  @IsOptional()
  @IsIn(deadLetterStatuses)
  status?: DeadLetterStatus;
}

export class DeadLetterDecisionRequest {
  /** `replay`: the same service is given it again, and no other. `discard`: it stays undone; that cannot be taken back. */
  @IsIn(deadLetterDecisions)
  decision: DeadLetterDecision;
}

/** A message that a service could not handle. What is in it is not shown. */
export class DeadLetterResource {
  /** When it was parked first, the service, and a part of its own. */
  id: string;

  /**
   * `waiting`: for a decision. `replayed`: the service was given it again. `handled`: the service has handled it since.
   * `discarded`: it stays undone.
   */
  status: DeadLetterStatus;

  /** The service that could not handle it. */
  service: ServiceName;

  /** Its consumer group. */
  consumer: string;

  /** Where it was published. */
  originalTopic: string;

  originalPartition: number;

  /** A whole number, which may be larger than JSON's. */
  originalOffset: string;

  /** Where its copy is. */
  topic: string;

  /** The name of the error. */
  cause: string;

  /** What is wrong with the message. Absent where the service is at fault: its log tells more, under the correlation id. */
  reason?: string;

  /** How often the service tried, the last time that it parked it. */
  attempts: number;

  /** How often it was parked. */
  timesParked: number;

  /** When it was parked first. ISO 8601, as all dates here. */
  creationDate: string;

  /** When it was parked last. */
  parkedDate: string;

  /** The key of the message, such as the id of what it is about, cut to 256 characters as all that its sender says. */
  key?: string;

  /** `ce_id` */
  messageId?: string;

  /** `ce_type` */
  messageType?: string;

  /** `ce_source` */
  source?: string;

  /** `ce_subject` */
  subject?: string;

  correlationId?: string;

  /** Whether `replay` can give it again: it is kept until it was handled or discarded, if it has less than 8 MB. */
  canBeReplayed: boolean;

  /** Who has replayed or discarded it: the id of a user. */
  decidedBy?: string;

  /** When it was replayed, discarded or handled. */
  changeDate?: string;

  attributes: ResourceAttributes;
}

export function toResource(facts: DeadLetterFacts): DeadLetterResource {
  const { id, status, consumer, cause, reason, attempts, key, messageId, source, subject, correlationId } = facts;
  const { type: messageType, decidedBy, changedAt: changeDate } = facts;
  return {
    id,
    status,
    service: id.split('-')[1] as ServiceName,
    consumer,
    originalTopic: facts.topic,
    originalPartition: facts.partition,
    originalOffset: facts.offset,
    topic: facts.deadLetterTopic,
    cause,
    attempts,
    timesParked: facts.times,
    creationDate: facts.firstParkedAt,
    parkedDate: facts.parkedAt,
    ...present({ reason, key, messageId, messageType, source, subject, correlationId, decidedBy, changeDate }),
    canBeReplayed: status === 'waiting' && facts.isKept,
    attributes: { objectType: 'DeadLetter' },
  };
}

function present<Fields extends Record<string, string | undefined>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
