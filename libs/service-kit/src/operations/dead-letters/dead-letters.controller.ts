import { Body, Param, Query, Req } from '@nestjs/common';
import {
  DecisionOnDeadLetter,
  decideOnDeadLetter,
  getDeadLetter,
  listDeadLetters,
  type DeadLetterFacts,
  type DeadLetterFactsPage,
  type DeadLetterStatus,
} from '#contracts/internal/each-service';
import { InternalController } from '../../access/access.decorator.js';
import { type AuthenticatedRequest } from '../../access/caller.js';
import { InternalEndpoint } from '../../internal/internal-endpoint.decorator.js';
import { DeadLettersRepository, type StoredLetter } from './dead-letters.repository.js';
import { DeadLettersUseCases } from './dead-letters.use-cases.js';

interface Asked {
  status: DeadLetterStatus | 'any';
  from: string;
  direction: 'forward' | 'backward';
  limit: string;
}

/** What the service that answers the operator asks each service of its own dead letters. */
@InternalController()
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLettersRepository,
    private readonly useCases: DeadLettersUseCases,
  ) {}

  @InternalEndpoint(listDeadLetters)
  async list(@Query() { status, from, direction, limit }: Asked): Promise<DeadLetterFactsPage> {
    const stretch = { from, backward: direction === 'backward', limit: Number(limit) };
    const found = await this.letters.list(status === 'any' ? undefined : status, stretch);
    return { letters: found.map(toFacts) };
  }

  @InternalEndpoint(getDeadLetter)
  async get(@Param('id') id: string): Promise<DeadLetterFacts> {
    return toFacts(await this.useCases.byId(id));
  }

  @InternalEndpoint(decideOnDeadLetter)
  async decide(
    @Param('id') id: string,
    @Body() { decision }: DecisionOnDeadLetter,
    @Req() { caller }: AuthenticatedRequest,
  ): Promise<DeadLetterFacts> {
    return toFacts(await this.useCases.decide(id, decision, caller?.objectId ?? ''));
  }
}

function toFacts({ _id: id, place, group: consumer, told, ...letter }: StoredLetter): DeadLetterFacts {
  const { status, deadLetterTopic, cause, reason, attempts, times, isKept, decidedBy } = letter;
  const [topic = '', partition, offset = ''] = place.split('/');
  return {
    id,
    status,
    deadLetterTopic,
    topic,
    partition: Number(partition),
    offset,
    consumer,
    cause,
    ...(reason !== undefined && { reason }),
    attempts,
    times,
    firstParkedAt: letter.firstParkedAt.toISOString(),
    parkedAt: letter.parkedAt.toISOString(),
    ...told,
    isKept,
    ...(decidedBy !== undefined && { decidedBy }),
    ...(letter.changedAt && { changedAt: letter.changedAt.toISOString() }),
  };
}
