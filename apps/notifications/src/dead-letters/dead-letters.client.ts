import { Injectable } from '@nestjs/common';
import { askedOf, faults, serviceNames, type ServiceName } from '#lib/contracts';
import { inOrder, notFound, PartnerError, type Stretch } from '#lib/partner-api';
import { InternalClient, type Caller } from '#lib/service-kit';
import {
  decideOnDeadLetter,
  getDeadLetter,
  listDeadLetters,
  type DeadLetterDecision,
  type DeadLetterFacts,
  type DeadLetterStatus,
} from '#contracts/internal/each-service';

const ID = new RegExp(`^\\d{8}T\\d{9}Z-(${serviceNames.join('|')})-[\\da-f]{12}$`);

/** Asks the services for what they have parked. */
@Injectable()
export class DeadLettersClient {
  constructor(private readonly internal: InternalClient) {}

  /** In the order of their ids. A list without one of the services would look like one without dead letters: then there is none. */
  async list(
    { service, status }: { service?: ServiceName | undefined; status?: DeadLetterStatus | undefined },
    { from, backward = false, limit }: Stretch,
  ): Promise<DeadLetterFacts[]> {
    const asked = {
      status: status ?? 'any',
      // Ids begin with a year.
      from: from ?? (backward ? '9' : '0'),
      direction: backward ? 'backward' : 'forward',
      limit: String(limit),
    };
    const pages = await Promise.all(
      (service ? [service] : serviceNames).map((one) => this.internal.call(askedOf(one, listDeadLetters), asked)),
    );
    return pages
      .flatMap(({ body }) => body.letters)
      .sort((one, other) => inOrder({ backward }, one.id, other.id))
      .slice(0, limit);
  }

  async get(id: string): Promise<DeadLetterFacts> {
    const { status, body } = await this.internal.call(askedOf(serviceOf(id), getDeadLetter), { id });
    if (status === 404) throw notFound(body.description);
    return body;
  }

  async decide(id: string, decision: DeadLetterDecision, caller: Caller): Promise<DeadLetterFacts> {
    const sent = { caller, body: { decision } };
    const { status, body } = await this.internal.call(askedOf(serviceOf(id), decideOnDeadLetter), { id }, sent);
    if (status === 404) throw notFound(body.description);
    if (status === 409) throw new PartnerError(faults.conflict, body.description);
    return body;
  }
}

function serviceOf(id: string): ServiceName {
  const [, service] = ID.exec(id) ?? [];
  if (!service) throw notFound(`There is no dead letter ${id}.`);
  return service as ServiceName;
}
