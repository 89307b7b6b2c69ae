import { type Message } from 'kafkajs';
import { type Clock } from '#lib/decision';
import { isTracing, openSpan, reasonOf, type OpenSpan } from '#lib/telemetry';
import { PublishingRefusedError } from '../broker/broker-refusal.js';
import { toKafkaRecord, type KafkaRecord } from '../envelope/cloud-event.js';
import { toStateRecord } from '../envelope/state-message.js';
import { type Outbox, type StoredEvent } from '../envelope/stored-event.js';
import { type MessagingOptions } from '../messaging-options.js';
import { Topics } from '../topics/topics.js';
import { type EventProducer } from './event-producer.js';

/** How old a state may be when it is sent: who publishes it again relies on it (`docs/adr/0064-state-topics.md`). */
const FRESH_MS = 60_000;

/** What became of an outbox. */
export interface Sent {
  /** What of it the broker has. */
  published: Outbox;
  /** What the broker does not take of it, if anything. */
  refused?: PublishingRefusedError;
  /** Whether events are among that. */
  refusedEvents: boolean;
}

/** Sends outboxes: the events to the topic of events, in order, and beside them the states to the topic of states. */
export class OutboxPublisher {
  private readonly events: string;
  private readonly states: string;

  constructor(
    private readonly options: MessagingOptions,
    private readonly clock: Clock,
    private readonly producer: EventProducer,
  ) {
    const topics = new Topics(options.topicPrefix);
    this.events = topics.events(options.service);
    this.states = topics.state(options.service);
  }

  /** Whether the broker takes all of it, as far as is known. */
  isTaken({ events, states }: Outbox): boolean {
    return (
      !(events.length > 0 && this.producer.refuses(this.events)) && !(states && this.producer.refuses(this.states))
    );
  }

  /** Rejects when it is unknown whether the broker has it all. */
  async publish(outbox: Outbox): Promise<Sent> {
    const { aggregateId, events, states } = outbox;
    const [refusedEvents, refusedStates] = await Promise.all([
      this.sendEvents(aggregateId, events),
      this.send(this.states, this.stateRecords(outbox), FRESH_MS),
    ]);
    const refused = refusedEvents ?? refusedStates;
    return {
      published: {
        aggregateId,
        events: refusedEvents ? [] : events,
        ...(states && !refusedStates && { states }),
      },
      ...(refused && { refused }),
      refusedEvents: refusedEvents !== undefined,
    };
  }

  /** Each event as a span of the request or event that caused it, until the broker has it. */
  private async sendEvents(aggregateId: string, events: StoredEvent[]): Promise<PublishingRefusedError | undefined> {
    const spans = isTracing() ? events.map((event) => this.spanOf(event)) : [];
    const records = events.map((event, index) =>
      withTrace(toKafkaRecord(this.options, aggregateId, event), spans[index]),
    );
    try {
      const refused = await this.send(this.events, records);
      if (refused) for (const span of spans) span?.fail(refused.refusal.code);
      return refused;
    } catch (error) {
      for (const span of spans) span?.fail(reasonOf(error));
      throw error;
    } finally {
      for (const span of spans) span?.end();
    }
  }

  private spanOf({ id, type, time, traceparent }: StoredEvent): OpenSpan | undefined {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': this.events,
      'messaging.message.id': id,
      'cloudevents.event_type': type,
      'twotier.outbox.wait_ms': this.clock.now().getTime() - time.getTime(),
    };
    return openSpan(`send ${this.events}`, { kind: 'producer', attributes, parent: traceparent });
  }

  private stateRecords({ aggregateId, states }: Outbox): Message[] {
    if (!states) return [];
    const now = this.clock.now();
    return states
      .read(states.changes)
      .map((state) => toStateRecord(this.options, aggregateId, states, state, now) as Message);
  }

  /** Answers the refusal, if it is one. */
  private async send(
    topic: string,
    messages: Message[],
    withinMs?: number,
  ): Promise<PublishingRefusedError | undefined> {
    if (messages.length === 0) return undefined;
    try {
      await this.producer.send(topic, messages, withinMs);
      return undefined;
    } catch (error) {
      if (error instanceof PublishingRefusedError) return error;
      throw error;
    }
  }
}

/** Consumers follow from the sending; `ce_traceparent` stays what caused the event. */
function withTrace(record: KafkaRecord, span: OpenSpan | undefined): KafkaRecord {
  if (span) record.headers['traceparent'] = span.traceparent;
  return record;
}

/** Two outboxes of an aggregate as one: the states are as the newer one has them. */
export function together(one: Outbox | undefined, other: Outbox): Outbox {
  if (!one) return other;
  const events = new Map([...one.events, ...other.events].map((event) => [event.sequence, event]));
  const [older, newer] = [one.states, other.states].sort((a, b) => (a?.version ?? 0) - (b?.version ?? 0));
  return {
    aggregateId: one.aggregateId,
    events: [...events.values()].sort((a, b) => a.sequence - b.sequence),
    ...(newer && { states: { ...newer, changes: [...(older?.changes ?? []), ...newer.changes] } }),
  };
}

/** What of an outbox was not published with another one of the same aggregate. */
export function without(outbox: Outbox, { events, states }: Outbox): Outbox {
  const sent = new Set(events.map(({ sequence }) => sequence));
  const isLeft = (change: { of: string; version: number }): boolean =>
    !states?.changes.some(({ of, version }) => of === change.of && version === change.version);
  return {
    aggregateId: outbox.aggregateId,
    events: outbox.events.filter(({ sequence }) => !sent.has(sequence)),
    ...(outbox.states && { states: { ...outbox.states, all: outbox.states.all.filter(isLeft) } }),
  };
}
