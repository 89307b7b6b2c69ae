import { type Handlers, type Outcome } from './consumer.ts';
import { readEvent, type EventOf } from './event.ts';
import { textHeaders, type KafkaMessage } from './kafka-message.ts';
import { readState, type StateOf } from './state.ts';
import { type ConsumerStore } from './store.ts';
import { isStateType, rowOf, topicOf, type EventType, type StateType } from './validation.ts';

/** What is done with the states of each type: without `data` the row goes. It may write by the transaction that the store has begun. */
export type StateHandlers<Transaction> = {
  [Type in StateType]?: (state: StateOf<Type>, transaction: Transaction) => Promise<void> | void;
};

type Handler<Message, Transaction> = (message: Message, transaction: Transaction) => Promise<void> | void;

/** Of one sequence there are many versions, and an event is before all states that include it. */
const VERSIONS = 2 ** 26;

/**
 * Keeps a copy, from the topics of states alone, or from them first and from the log after that. It drops what is not newer than what the
 * row has, whichever of the two told of it, so both may be read in any order and overlap. It needs one row of memory for each key, for ever.
 */
export class StateConsumer<Transaction> {
  private readonly store: ConsumerStore<Transaction>;
  private readonly states: StateHandlers<Transaction>;
  private readonly events: Handlers<Transaction>;

  constructor(
    store: ConsumerStore<Transaction>,
    states: StateHandlers<Transaction>,
    events: Handlers<Transaction> = {},
  ) {
    this.store = store;
    this.states = states;
    this.events = events;
  }

  /** The topics of states, to read from their beginning, and those of events, to read from `startOfLog`. */
  topics(prefix?: string): { states: string[]; events: string[] } {
    const topicsOf = (handlers: object): string[] => [
      ...new Set(Object.keys(handlers).map((type) => topicOf(type as StateType | EventType, prefix))),
    ];
    return { states: topicsOf(this.states), events: topicsOf(this.events) };
  }

  /**
   * @throws InvalidMessageError for what is no message of the platform: a repeat will not help
   * @throws what the handler or the store throws: nothing is remembered then, and the message has to be given again
   */
  async handle(message: KafkaMessage): Promise<Outcome> {
    const { ce_type: type = '' } = textHeaders(message.headers);
    const state = isStateType(type) ? readState(message) : undefined;
    if (state) {
      const { key, sequence, version } = state;
      return this.once(this.states[state.type] as never, state, key, sequence * VERSIONS + version);
    }
    const event = Object.hasOwn(this.events, type) ? readEvent(message) : undefined;
    if (!event) return 'ignored';
    return this.once(this.events[event.type] as never, event, rowOf(event), event.sequence * VERSIONS);
  }

  private async once(
    handler: Handler<StateOf<StateType> | EventOf<EventType>, Transaction> | undefined,
    message: StateOf<StateType> | EventOf<EventType>,
    row: string,
    place: number,
  ): Promise<Outcome> {
    if (!handler) return 'ignored';
    return this.store.transaction(async (transaction) => {
      if (!(await this.store.advance(`row ${message.source} ${row}`, place, transaction))) return 'repeated';
      await handler(message, transaction);
      return 'done';
    });
  }
}

/** What of an administrator of kafkajs is needed; others have the same. */
export interface Offsets {
  fetchTopicOffsetsByTimestamp(topic: string, timestamp: number): Promise<{ partition: number; offset: string }[]>;
}

/** An event may be on the log for a moment before its state is in its topic; what is repeated because of this is dropped. */
const OVERLAP_MS = 10 * 60_000;

/**
 * Where to begin to read the logs, for a consumer that reads the states first. Ask before the first state is read.
 * @param topics `StateConsumer.topics().events`
 */
export async function startOfLog(
  offsets: Offsets,
  topics: string[],
  now = Date.now(),
): Promise<{ topic: string; partition: number; offset: string }[]> {
  const found = await Promise.all(
    topics.map(async (topic) =>
      (await offsets.fetchTopicOffsetsByTimestamp(topic, now - OVERLAP_MS)).map((each) => ({ topic, ...each })),
    ),
  );
  return found.flat();
}
