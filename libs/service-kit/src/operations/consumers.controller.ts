import { hostname } from 'node:os';
import { Inject } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, KafkaEventsStrategy, MESSAGING_OPTIONS, Topics, type MessagingOptions } from '#lib/messaging';
import { getConsumerHealth, type ConsumerHealthFacts } from '#contracts/internal/each-service';
import { InternalController } from '../access/access.decorator.js';
import { InternalEndpoint } from '../internal/internal-endpoint.decorator.js';
import { DeadLettersRepository } from './dead-letters/dead-letters.repository.js';
import { countedOutcomes } from './metrics.js';

const WITHIN_MS = 1_200;

/** What the service that answers the operator asks each instance of its own consumer. */
@InternalController()
export class ConsumersController {
  private readonly group: string;
  private readonly startedAt: Date;

  constructor(
    private readonly events: KafkaEventsStrategy,
    private readonly letters: DeadLettersRepository,
    @Inject(MESSAGING_OPTIONS) { service, topicPrefix }: MessagingOptions,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.startedAt = new Date(clock.now().getTime() - process.uptime() * 1_000);
    this.group = new Topics(topicPrefix).group(service);
  }

  @InternalEndpoint(getConsumerHealth)
  async get(): Promise<ConsumerHealthFacts> {
    const { healthy, lastPollAt, refused = [], waiting } = this.events.report();
    const [ofGroup, deadLetters, outcomes] = await Promise.all([
      this.events.groupReport(),
      // A database that is away is told by what waits for it.
      this.letters.countWaiting(WITHIN_MS).catch(() => undefined),
      countedOutcomes(),
    ]);
    return {
      instance: `${hostname()}/${process.pid}`,
      startedAt: this.startedAt.toISOString(),
      healthy,
      ...(lastPollAt !== undefined && { lastPollAt }),
      refused,
      waiting: Object.entries(waiting).map(([place, reason]) => ({ place, reason })),
      outcomes,
      group: this.group,
      ...(ofGroup && { members: ofGroup.members, lags: ofGroup.lags }),
      ...(deadLetters !== undefined && { deadLetters }),
    };
  }
}
