import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, type EachBatchPayload, type Kafka, type KafkaMessage } from 'kafkajs';
import { type ServiceName } from '#lib/contracts';
import { decodeHeaders, parseJson } from '../envelope/cloud-event.js';
import { createKafkaClient } from '../broker/kafka-client.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { Topics } from '../topics/topics.js';
import { backoff } from './backoff.js';
import { isTransient } from './dispatching/failure.js';

const TRIES = 6;

/** A state as its topic has it. */
export interface StateMessage {
  key: string;
  /** The CloudEvents type. */
  type: string;
  /** The last event of its aggregate that it includes; 0: none. */
  sequence: number;
  /** Absent: there is none any more. The payload stays plain JSON until its contract has been found. */
  data?: object;
}

/** Reads topics of states from their beginning, for whoever begins with nothing. */
@Injectable()
export class StateReader {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** Gives all that a service's topic has by now to `handle`, in the order of each key. Rejects when that fails, or is aborted. */
  async readAll(
    service: ServiceName,
    handle: (states: StateMessage[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const topics = new Topics(this.options.topicPrefix);
    const topic = topics.state(service);
    const kafka = createKafkaClient(`${this.options.service}-states`, this.options);
    const offsets = await offsetsOf(kafka, topic, signal);
    const unread = new Map(offsets.map(({ partition, low, high }) => [partition, { low, high: BigInt(high) }]));
    for (const [partition, { low, high }] of unread) if (BigInt(low) >= high) unread.delete(partition);
    if (unread.size === 0) return;
    const admin = kafka.admin();
    const groupId = `${topics.beginners(this.options.service)}${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 300 });
    try {
      await Promise.all([admin.connect(), consumer.connect()]);
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        const stop = (): void => reject(new Error('The reading of states was stopped.'));
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => {
          const end = unread.get(batch.partition)?.high;
          const last = batch.messages.at(-1);
          if (end === undefined || !last) return;
          await handle(batch.messages.flatMap(toState)).catch(reject);
          if (BigInt(last.offset) + 1n >= end) unread.delete(batch.partition);
          if (unread.size === 0) resolve();
        };
        consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      });
    } finally {
      await consumer.disconnect().catch(() => undefined);
      await admin.deleteGroups([groupId]).catch(() => undefined);
      await admin.disconnect().catch(() => undefined);
    }
  }
}

/** Where each partition begins and ends. One that somebody has made a moment ago has no leader yet, which only a new client finds out. */
export async function offsetsOf(
  kafka: Pick<Kafka, 'admin'>,
  topic: string,
  signal: AbortSignal,
  pause = backoff,
): Promise<Awaited<ReturnType<Admin['fetchTopicOffsets']>>> {
  for (let attempt = 1; ; attempt++) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      if (attempt === TRIES || !isTransient(error)) throw error;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
    await delay(pause(attempt), undefined, { signal });
  }
}

function toState({ key, headers, value }: KafkaMessage): StateMessage[] {
  const { ce_type: type, ce_sequence: sequence } = decodeHeaders(headers);
  if (!key || !type) return [];
  const data = value === null ? {} : { data: parseJson(value) };
  return [{ key: key.toString(), type, sequence: Number(sequence ?? 0), ...data }];
}
