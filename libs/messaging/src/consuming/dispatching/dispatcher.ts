import { Logger } from '@nestjs/common';
import { type MessageHandler } from '@nestjs/microservices';
import { type KafkaMessage } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import { type CommandContract, type EventContract } from '#lib/contracts';
import { traced } from '#lib/telemetry';
import { isMessageAtFault, isTransient, mayFailEachTime } from './failure.js';

/** What became of one message; see `docs/adr/0005-consuming.md`. */
export type Outcome = { is: 'done' } | { is: 'retry'; error: Error } | { is: 'park'; error: Error; attempts: number };

/** How often a handler may fail on one message, for a reason other than infrastructure, before it is parked. */
export const MAX_ATTEMPTS = 3;

/** Before the next attempt, while it is another service that fails: it may come round. */
const PAUSE_MS = 500;

const done: Outcome = { is: 'done' };

/** Handlers by the CloudEvents types that they take. */
export type Handlers = ReadonlyMap<string, MessageHandler>;

/** Where a message was read. */
export interface Place {
  topic: string;
  partition: number;
  group: string;
}

/** Gives one message to its handler and says what became of it. Never throws. */
export abstract class Dispatcher {
  protected readonly logger = new Logger(this.constructor.name);

  async dispatch(message: KafkaMessage, from: Place): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.handle(message, from);
        return done;
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        if (isTransient(error) && !mayFailEachTime(error)) return { is: 'retry', error };
        if (isMessageAtFault(error) || attempt >= MAX_ATTEMPTS) return { is: 'park', error, attempts: attempt };
        this.logger.warn({ err: error, attempt }, `Handling failed, trying again: ${error.message}`);
        if (mayFailEachTime(error)) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
      }
    }
  }

  protected abstract handle(message: KafkaMessage, from: Place): Promise<void>;

  /** Handles a message as a span that follows from what its sender did. Id and type are given where they are ours, and known to hold nothing else. */
  protected traced(
    message: { id?: string | undefined; type?: string | undefined; traceparent?: string | undefined; offset: string },
    { topic, partition, group }: Place,
    work: () => Promise<void>,
  ): Promise<void> {
    const attributes = {
      'messaging.system': 'kafka',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.destination.partition.id': String(partition),
      'messaging.consumer.group.name': group,
      'messaging.kafka.offset': Number(message.offset),
      'messaging.message.id': message.id,
      'cloudevents.event_type': message.type,
    };
    return traced(`process ${topic}`, { kind: 'consumer', attributes, parent: message.traceparent }, work);
  }
}

/** Resolves when the handler's work is done, also when that comes as a stream. */
export async function callHandler(handler: MessageHandler, message: unknown): Promise<void> {
  const result: unknown = await handler(message);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}

/** What a handler reads messages of one type as. */
export function contractOf(type: string, handler: MessageHandler): EventContract | CommandContract | undefined {
  const { contracts = [] } = (handler.extras ?? {}) as { contracts?: (EventContract | CommandContract)[] };
  return contracts.find((contract) => contract.type === type);
}

/** The type that a handler takes which differs from this one in its version alone. */
export function otherVersionOf(type: string, handlers: Handlers): string | undefined {
  return [...handlers.keys()].find((candidate) => withoutVersion(candidate) === withoutVersion(type));
}

function withoutVersion(type: string): string {
  return type.replace(/\.v\d+$/, '');
}
