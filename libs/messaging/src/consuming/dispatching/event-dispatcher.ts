import { type KafkaMessage } from 'kafkajs';
import { parsePayload, type EventContract } from '#lib/contracts';
import { eventType, fromKafkaRecord, type EventMessage } from '../../envelope/cloud-event.js';
import { callHandler, contractOf, Dispatcher, otherVersionOf, type Handlers, type Place } from './dispatcher.js';
import { UnknownVersionError } from './failure.js';
import { runInContext, type OperationContext } from '../operation-context.js';

/** Gives events to their handlers. An event type that nobody here subscribes to is skipped. */
export class EventDispatcher extends Dispatcher {
  constructor(private readonly handlers: Handlers) {
    super();
  }

  protected async handle(message: KafkaMessage, from: Place): Promise<void> {
    const type = eventType(message.headers);
    const handler = type === undefined ? undefined : this.handlers.get(type);
    if (!handler) {
      this.refuseWhatIsNotSkipped(message, type);
      return;
    }
    const event = fromKafkaRecord(message.headers, message.value);
    await this.traced({ ...event, offset: message.offset }, from, async () => {
      event.data = parsePayload(contractOf(event.type, handler) as EventContract, event.data);
      await runInContext(contextOf(event), () => callHandler(handler, event));
    });
  }

  /** No type at all, or a strange version of ours, is not skipped. */
  private refuseWhatIsNotSkipped(message: KafkaMessage, type: string | undefined): void {
    if (type === undefined) {
      fromKafkaRecord(message.headers, message.value);
      return;
    }
    const known = otherVersionOf(type, this.handlers);
    if (known) throw new UnknownVersionError(`${type} is not known here; this version reads ${known}.`);
  }
}

function contextOf(event: EventMessage): OperationContext {
  return {
    correlationId: event.correlationId,
    causationId: event.id,
    actor: event.actor,
    traceparent: event.traceparent,
  };
}
