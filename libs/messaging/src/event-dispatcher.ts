import { Logger } from '@nestjs/common';
import { type MessageHandler } from '@nestjs/microservices';
import { type KafkaMessage } from 'kafkajs';
import { lastValueFrom, isObservable } from 'rxjs';
import { parsePayload, type EventContract } from '#lib/contracts';
import { eventType, fromKafkaRecord, type EventMessage } from './cloud-event.js';
import { isMessageAtFault, isTransient, UnknownVersionError } from './failure.js';
import { runInContext } from './operation-context.js';

/** What became of one message; see `docs/adr/0005-consuming.md`. */
export type Outcome = { is: 'done' } | { is: 'retry'; error: Error } | { is: 'park'; error: Error; attempts: number };

/** How often a handler may fail on one message, for a reason other than infrastructure, before it is parked. */
export const MAX_ATTEMPTS = 3;

const done: Outcome = { is: 'done' };

/** Gives one message to its handler and says what became of it. Never throws. */
export class EventDispatcher {
  private readonly logger = new Logger(EventDispatcher.name);

  constructor(private readonly handlers: ReadonlyMap<string, MessageHandler>) {}

  async dispatch(message: KafkaMessage): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.handle(message);
        return done;
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        if (isTransient(error)) return { is: 'retry', error };
        if (isMessageAtFault(error) || attempt >= MAX_ATTEMPTS) return { is: 'park', error, attempts: attempt };
        this.logger.warn({ err: error, attempt }, `Handling failed, tries again: ${error.message}`);
      }
    }
  }

  private async handle(message: KafkaMessage): Promise<void> {
    const type = eventType(message.headers);
    const handler = type === undefined ? undefined : this.handlers.get(type);
    if (!handler) {
      this.refuseWhatIsNotSkipped(message, type);
      return;
    }
    const event = fromKafkaRecord(message.headers, message.value);
    event.data = parsePayload(contractOf(handler), event.data);
    await runInContext(contextOf(event), async () => {
      const result: unknown = await handler(event);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }

  /** An event type that nobody here subscribes to is skipped; no type at all, or a strange version of ours, is not. */
  private refuseWhatIsNotSkipped(message: KafkaMessage, type: string | undefined): void {
    if (type === undefined) {
      fromKafkaRecord(message.headers, message.value);
      return;
    }
    const known = [...this.handlers.keys()].find((candidate) => withoutVersion(candidate) === withoutVersion(type));
    if (known) throw new UnknownVersionError(`${type} is not known here; this version reads ${known}.`);
  }
}

function contractOf(handler: MessageHandler): EventContract {
  return (handler.extras as { contract: EventContract }).contract;
}

function contextOf(event: EventMessage): Parameters<typeof runInContext>[0] {
  return {
    correlationId: event.correlationId,
    causationId: event.id,
    actor: event.actor,
    traceparent: event.traceparent,
  };
}

function withoutVersion(type: string): string {
  return type.replace(/\.v\d+$/, '');
}
