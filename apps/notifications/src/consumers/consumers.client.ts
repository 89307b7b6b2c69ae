import { Injectable } from '@nestjs/common';
import { askedOf, serviceNames, type ServiceName } from '#lib/contracts';
import { InternalClient } from '#lib/service-kit';
import { getConsumerHealth, type ConsumerHealthFacts } from '#contracts/internal/each-service';

/** What the known instances of a service tell; those that do not answer are counted. */
export interface AskedService {
  service: ServiceName;
  answers: ConsumerHealthFacts[];
  silent: number;
}

/** Asks all services how their consumers are. One that does not answer is told so, as that is what is to be seen. */
@Injectable()
export class ConsumersClient {
  constructor(private readonly internal: InternalClient) {}

  all(): Promise<AskedService[]> {
    return Promise.all(
      serviceNames.map(async (service) => {
        const asked = await this.internal.callAll(askedOf(service, getConsumerHealth), {});
        const answers = asked.flatMap((answer) => answer?.body ?? []);
        return { service, answers, silent: asked.length - answers.length };
      }),
    );
  }
}
