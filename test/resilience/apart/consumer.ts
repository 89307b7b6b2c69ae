import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, PublishingRefusedError, type EventMessage, type StoredEvent } from '#lib/messaging';
import { customerCreated, type CustomerCreatedV1 } from '#contracts/customers/customer/customer-created.v1';
import { eventually } from '../../support/eventually.js';

/** Subjects, in order. */
export const handled: string[] = [];
/** What the handler does with the next deliveries of a subject, in turn; when there is nothing left, it succeeds. */
export const failures = new Map<string, Error[]>();

@Controller()
class Handlers {
  @EventHandler(customerCreated)
  created(@Payload() { subject }: EventMessage<CustomerCreatedV1>): void {
    const failure = failures.get(subject)?.shift();
    if (failure) throw failure;
    handled.push(subject);
  }
}

@Module({ controllers: [Handlers] })
export class ConsumerModule {}

/** Rules reach the broker a moment after they are made. */
export function eventuallyRefused(send: () => Promise<void>): Promise<PublishingRefusedError> {
  return eventually('the broker refuses it', async () => {
    try {
      await send();
      return undefined;
    } catch (error) {
      if (error instanceof PublishingRefusedError) return error;
      throw error;
    }
  });
}

export function created(): StoredEvent {
  const customerId = randomUUID();
  return {
    id: `${customerId}.1`,
    type: customerCreated.type,
    sequence: 1,
    time: new Date(),
    correlationId: randomUUID(),
    data: {
      customerId,
      companyName: 'Contoso',
      domain: 'contoso.example',
      country: 'US',
      cloud: 'Global',
      relationships: [],
    },
  };
}

export function subjectOf({ data }: StoredEvent): string {
  return (data as { customerId: string }).customerId;
}

export function databaseAway(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { name: 'MongoNetworkError' });
}
