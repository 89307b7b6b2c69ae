import { ApiProperty } from '@nestjs/swagger';
import { type ServiceName } from '#lib/contracts';
import { ResourceAttributes } from '#lib/partner-api';
import { type ConsumerHealthFacts } from '#contracts/internal/each-service';
import { type AskedService } from './consumers.client.js';

/** A partition that waits for something that is away. It is tried again without end, and nothing of it is skipped. */
export class WaitingPartition {
  /** `<topic>/<partition>` */
  place: string;

  /** What it waits for: the error of the last try. */
  reason: string;
}

/** What became of messages since an instance has started. */
export class OutcomeCounts {
  /** Handled, or of no interest. */
  done: number;

  /** Tried again later. */
  retry: number;

  /** Put aside as dead letters. */
  park: number;
}

export class TopicLag {
  topic: string;

  /** Messages that were not handled yet, or whose handling was not committed: that comes twice a second. */
  lag: number;
}

/** One process of a service. */
export class ConsumerInstance {
  /** Its host and its process. */
  name: string;

  startDate: string;

  /** Whether it consumes, no partition waits, and the broker refuses nothing. */
  healthy: boolean;

  /** When it heard from the broker last; absent until it has. */
  lastPollDate?: string;

  /** What the broker does not let it do, until somebody mends it. */
  refused: string[];

  waiting: WaitingPartition[];

  outcomes: OutcomeCounts;
}

/** How a service's consumer is. */
export class ConsumerResource {
  service: ServiceName;

  /** `impaired`: an instance does not consume, waits or does not answer, or the broker does not say how far it is. `unreachable`: none answers. */
  status: 'healthy' | 'impaired' | 'unreachable';

  /** Its consumer group. */
  consumer?: string;

  /** Instances that the broker has in the group. More than `instances` where several are behind one address. */
  members?: number;

  /** Messages that are behind, of all topics together; absent while the broker does not say it. */
  lag?: number;

  @ApiProperty({ type: [TopicLag] })
  topics: TopicLag[];

  /** Dead letters that wait for a decision; absent while the database does not say it. */
  deadLetters?: number;

  /** Those that have answered. */
  @ApiProperty({ type: [ConsumerInstance] })
  instances: ConsumerInstance[];

  /** Addresses of the service at which nobody has answered. */
  silentInstances: number;

  attributes: ResourceAttributes;
}

export function toResource({ service, answers, silent }: AskedService): ConsumerResource {
  const group = answers.find(({ lags }) => lags);
  const deadLetters = answers.find((answer) => answer.deadLetters !== undefined)?.deadLetters;
  const isWell = silent === 0 && group !== undefined && answers.every(({ healthy }) => healthy);
  return {
    service,
    status: answers.length === 0 ? 'unreachable' : isWell ? 'healthy' : 'impaired',
    ...(answers[0] && { consumer: answers[0].group }),
    ...(group?.lags && {
      members: group.members ?? 0,
      lag: group.lags.reduce((sum, { lag }) => sum + lag, 0),
    }),
    topics: group?.lags ?? [],
    ...(deadLetters !== undefined && { deadLetters }),
    instances: answers.map(toInstance),
    silentInstances: silent,
    attributes: { objectType: 'Consumer' },
  };
}

function toInstance(facts: ConsumerHealthFacts): ConsumerInstance {
  const { instance: name, startedAt: startDate, healthy, lastPollAt, refused, waiting, outcomes } = facts;
  return {
    name,
    startDate,
    healthy,
    ...(lastPollAt !== undefined && { lastPollDate: lastPollAt }),
    refused,
    waiting,
    outcomes,
  };
}
