import { Logger } from '@nestjs/common';
import { type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { type Dispatcher, type Outcome, type Place } from './dispatcher.js';

/** How many keys of one partition are handled at the same time. */
const PARALLEL_KEYS = 32;

export interface BatchHooks {
  /** The consumer group. */
  group: string;
  /** Copies a message to the dead letters; rejects when that is not possible now. */
  park(message: KafkaMessage, outcome: Extract<Outcome, { is: 'park' }>): Promise<void>;
  /** Is told of a message that was handled, before its offset advances; rejects when that is not possible now. */
  done?(message: KafkaMessage): Promise<void>;
  /** @param seconds how long the message took */
  counted(outcome: Outcome['is'], seconds: number): void;
}

/**
 * Handles one fetched batch of one partition: messages of a key in order, keys in parallel.
 * Answers the error for which the rest of the partition has to wait, if there is one.
 */
export class BatchProcessor {
  private readonly logger = new Logger(BatchProcessor.name);
  private readonly finished = new Set<string>();
  private failure?: Error;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly hooks: BatchHooks,
    /** Offsets behind a failed one that were done already, so that a retry does not handle them again. */
    private readonly doneAhead: Set<string>,
  ) {}

  async process(payload: EachBatchPayload): Promise<Error | undefined> {
    const { batch } = payload;
    const from = { topic: batch.topic, partition: batch.partition, group: this.hooks.group };
    const goesOn = (): boolean => this.failure === undefined && payload.isRunning() && !payload.isStale();
    const queues = [...byKey(batch.messages)];
    const workers = Array.from({ length: Math.min(PARALLEL_KEYS, queues.length) }, async () => {
      for (let queue = queues.shift(); queue && goesOn(); queue = queues.shift())
        await this.handleInOrder(queue, from, goesOn);
    });
    await Promise.all(workers);
    this.resolvePrefix(batch.messages, (offset) => payload.resolveOffset(offset));
    if (this.finished.size === batch.messages.length) payload.resolveOffset(batch.lastOffset());
    return this.failure;
  }

  private async handleInOrder(messages: KafkaMessage[], from: Place, goesOn: () => boolean): Promise<void> {
    for (const message of messages) {
      if (!goesOn()) return;
      if (!this.doneAhead.has(message.offset) && !(await this.handleOne(message, from))) return;
      this.finished.add(message.offset);
    }
  }

  private async handleOne(message: KafkaMessage, from: Place): Promise<boolean> {
    const startedAt = performance.now();
    const outcome = await this.dispatcher.dispatch(message, from);
    this.hooks.counted(outcome.is, (performance.now() - startedAt) / 1_000);
    if (outcome.is === 'done' && !this.hooks.done) return true;
    if (outcome.is === 'retry') {
      this.failure = outcome.error;
      return false;
    }
    try {
      await this.settle(message, outcome);
      return true;
    } catch (error) {
      this.failure = error as Error;
      return false;
    }
  }

  private async settle(message: KafkaMessage, outcome: Exclude<Outcome, { is: 'retry' }>): Promise<void> {
    if (outcome.is === 'done') {
      await this.hooks.done?.(message);
    } else {
      await this.hooks.park(message, outcome);
      this.logger.error({ offset: message.offset, err: outcome.error }, `Parked a message: ${outcome.error.message}`);
    }
  }

  /** Advances to the first message that is not finished; what is finished behind it is remembered. */
  private resolvePrefix(messages: KafkaMessage[], resolveOffset: (offset: string) => void): void {
    const gap = messages.findIndex((message) => !this.finished.has(message.offset));
    const prefixEnd = gap === -1 ? messages.length : gap;
    const last = messages[prefixEnd - 1];
    if (last) resolveOffset(last.offset);
    for (const { offset } of messages.slice(0, prefixEnd)) this.doneAhead.delete(offset);
    for (const { offset } of messages.slice(prefixEnd)) if (this.finished.has(offset)) this.doneAhead.add(offset);
  }
}

function byKey(messages: KafkaMessage[]): Iterable<KafkaMessage[]> {
  const queues = new Map<string, KafkaMessage[]>();
  for (const message of messages) {
    const key = message.key?.toString('latin1') ?? '';
    const queue = queues.get(key);
    if (queue) queue.push(message);
    else queues.set(key, [message]);
  }
  return queues.values();
}
