import { type Message } from 'kafkajs';
import { type EventProducer } from './event-producer.js';
import { type MessagingOptions } from '../messaging-options.js';
import { OutboxRelay } from './outbox-relay.js';
import { type Outbox, type OutboxStore, type StoredEvent } from '../envelope/stored-event.js';

/** A broker that acknowledges at once, or refuses, or leaves the producer waiting. */
export class Broker {
  readonly published: { topic: string; id: string; key: unknown }[] = [];
  available = true;
  isRefused = false;
  answer: (aggregateId: unknown) => Promise<void> = () => Promise.resolve();

  send(topic: string, messages: Message[]): Promise<void> {
    for (const { key, headers } of messages) this.published.push({ topic, id: String(headers?.['ce_id']), key });
    return this.answer(messages[0]?.key);
  }

  refuses(): boolean {
    return this.isRefused;
  }

  get ids(): string[] {
    return this.published.map(({ id }) => id);
  }
}

/** A collection of aggregates and their pending events, in memory. */
export class Store implements OutboxStore {
  readonly name = 'customers';
  private readonly aggregates = new Map<string, { events: StoredEvent[]; since: Date; leasedUntil?: Date }>();
  /** Aggregates whose last event was removed, but not their mark: the database was killed between the two. */
  readonly marked = new Set<string>();
  /** The aggregates of each removal. */
  readonly removals: string[][] = [];
  /** How often somebody looked for what is pending. */
  looks = 0;

  /** Adds an event to an aggregate, and answers its whole outbox. */
  write(aggregateId: string, sequence: number): Outbox {
    const time = new Date(jest.now());
    const aggregate = this.aggregates.get(aggregateId) ?? { events: [], since: time };
    const id = `${aggregateId}.${sequence}`;
    aggregate.events.push({ id, type: 'customer.created', sequence, time, data: {}, correlationId: 'c' });
    this.aggregates.set(aggregateId, aggregate);
    return { aggregateId, events: [...aggregate.events] };
  }

  get pending(): string[] {
    return [...this.aggregates.values()].flatMap(({ events }) => events.map(({ id }) => id));
  }

  leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]> {
    this.looks++;
    const now = new Date(jest.now());
    const free = [...this.aggregates].filter(
      ([id, { events, since, leasedUntil = since }]) =>
        (events.length > 0 || this.marked.has(id)) && since < pendingBefore && leasedUntil <= now,
    );
    const leased = free.slice(0, limit);
    for (const [, aggregate] of leased) aggregate.leasedUntil = leaseUntil;
    return Promise.resolve(leased.map(([aggregateId, { events }]) => ({ aggregateId, events: [...events] })));
  }

  holdBack(aggregateId: string, until: Date): Promise<void> {
    const aggregate = this.aggregates.get(aggregateId);
    if (aggregate) aggregate.leasedUntil = until;
    return Promise.resolve();
  }

  removePublished(published: Outbox[]): Promise<void> {
    this.removals.push(published.map(({ aggregateId }) => aggregateId));
    for (const { aggregateId, events } of published) {
      this.marked.delete(aggregateId);
      const aggregate = this.aggregates.get(aggregateId);
      if (aggregate) aggregate.events = aggregate.events.filter(({ id }) => !events.some((event) => event.id === id));
    }
    return Promise.resolve();
  }

  oldestPending(): Promise<Date | undefined> {
    return Promise.resolve(undefined);
  }

  countPending(): Promise<number> {
    return Promise.resolve([...this.aggregates.values()].filter(({ events }) => events.length > 0).length);
  }
}

/** An instance of the service: each relays the events of the same store. */
export function relayOf(broker: Broker, store: Store): OutboxRelay {
  const options: MessagingOptions = {
    service: 'customers',
    topicPrefix: 'tt',
    brokers: [],
    partitions: 1,
    replicationFactor: 1,
    publicUrl: 'https://platform.example',
    sessionTimeoutSeconds: 10,
  };
  const created = new OutboxRelay(options, { now: () => new Date(jest.now()) }, broker as unknown as EventProducer);
  created.register(store);
  return created;
}
