import { readEvent, type EventOf } from './event.ts';
import { textHeaders, type KafkaMessage } from './kafka-message.ts';
import { type ConsumerStore } from './store.ts';
import { topicOf, type EventType } from './validation.ts';

/** What is done with the events of each type. It may write by the transaction that the store has begun. */
export type Handlers<Transaction> = {
  [Type in EventType]?: (event: EventOf<Type>, transaction: Transaction) => Promise<void> | void;
};

/** `done`; `repeated`: it was done before; `ignored`: no handler takes this type. */
export type Outcome = 'done' | 'repeated' | 'ignored';

type Handler<Transaction> = (event: EventOf<EventType>, transaction: Transaction) => Promise<void> | void;

/**
 * Handles each event once, in spite of repeats and restarts. Give it the messages of a partition one after the other, and commit the
 * offset of a message when `handle` has answered.
 */
abstract class Consumer<Transaction> {
  protected readonly store: ConsumerStore<Transaction>;
  private readonly handlers: Handlers<Transaction>;

  constructor(store: ConsumerStore<Transaction>, handlers: Handlers<Transaction>) {
    this.store = store;
    this.handlers = handlers;
  }

  /** The topics to subscribe to, from their beginning. */
  topics(prefix?: string): string[] {
    return [...new Set(Object.keys(this.handlers).map((type) => topicOf(type as EventType, prefix)))];
  }

  /**
   * @throws InvalidMessageError for what is no event of the platform: a repeat will not help
   * @throws what the handler or the store throws: nothing is remembered then, and the message has to be given again
   */
  async handle(message: KafkaMessage): Promise<Outcome> {
    const { ce_type: type } = textHeaders(message.headers);
    if (type && !Object.hasOwn(this.handlers, type)) return 'ignored';
    const event = readEvent(message);
    const handler = event && (this.handlers[event.type] as Handler<Transaction> | undefined);
    if (!handler) return 'ignored';
    return this.store.transaction(async (transaction) => {
      if (!(await this.isNew(event, transaction))) return 'repeated';
      await handler(event, transaction);
      return 'done';
    });
  }

  protected abstract isNew(event: EventOf<EventType>, transaction: Transaction): Promise<boolean>;
}

/**
 * Keeps a copy of what events tell. It drops what is not newer than the last event of the same source and subject, so it needs one row
 * of memory for each of them, for ever.
 */
export class ProjectionConsumer<Transaction> extends Consumer<Transaction> {
  protected isNew({ source, subject, sequence }: EventOf<EventType>, transaction: Transaction): Promise<boolean> {
    return this.store.advance(`${source} ${subject}`, sequence, transaction);
  }
}

/**
 * Does something because of each event, such as sending a mail: also because of one that comes late. It remembers each event by its id,
 * which may be forgotten when the topic no longer has the event.
 */
export class ReactionConsumer<Transaction> extends Consumer<Transaction> {
  protected isNew({ source, id }: EventOf<EventType>, transaction: Transaction): Promise<boolean> {
    return this.store.remember(`${source} ${id}`, transaction);
  }
}
