import { Partitioners, type Admin, type Kafka, type Producer, type SeekEntry, type TopicOffsets } from 'kafkajs';
import { produceRequests } from '../../../libs/messaging/src/publishing/produce-requests.ts';
import { Failure } from '../../process/program.ts';
import { endsOf, followers, isDrained, type Follower } from './followers.ts';
import { createLike, platformTopics, renamed } from './platform-topics.ts';
import { setPositions } from './positions.ts';

/** Groups of this one and of moves before. */
const MOVERS = /\.moved-from-/;

export interface TopicMoverOptions {
  kafka: Kafka;
  /** Begins the names of topics and groups, now and later. */
  from: string;
  to: string;
  /** Of each topic that has keys. */
  partitions: number;
  signal: AbortSignal;
  /** Is told how many messages have been copied. */
  onCopied?: (count: number) => void;
}

/** What became of a consumer group of somebody else. */
export interface Told {
  groupId: string;
  topic: string;
  /** Messages that it has still to read in the topic of before; 0: it goes on at the end of the new one. */
  waiting: number;
}

/**
 * Copies the topics of a platform to others with more partitions. A key's messages are in one partition, which is copied in order, so they stay in
 * order. What was copied is remembered by a consumer group: the next copy goes on there, and one that was killed repeats a little.
 */
export class TopicMover {
  readonly #options: TopicMoverOptions;
  /** While it works. */
  #admin!: Admin;
  /** Remembers what was copied of the topics of before, and where the new ones ended when all was. */
  readonly #group: string;

  constructor(options: TopicMoverOptions) {
    this.#options = options;
    this.#group = `${options.to}.moved-from-${options.from}`;
  }

  /** Copies what there is by now. Services may go on meanwhile. Answers how many messages that were. */
  async copy(): Promise<number> {
    return this.#withAdmin(async () => this.#copy(await this.#topics()));
  }

  /**
   * Copies what has come since, and has each consumer group that has read everything go on at the end of the new topics.
   * @throws Failure while a service runs, or has not read everything
   */
  async finish(): Promise<Told[]> {
    return this.#withAdmin(async () => {
      const topics = await this.#topics();
      const groups = (await followers(this.#admin, topics)).filter(({ groupId }) => !MOVERS.test(groupId));
      const own = groups.filter(({ groupId }) => groupId.startsWith(`${this.#options.from}.`));
      await this.#assertIdle(own);
      while ((await this.#copy(topics)) > 0);
      await this.#assertReadAll(own);
      return this.#handOver(groups);
    });
  }

  async #topics(): Promise<string[]> {
    const { from, to, partitions } = this.#options;
    const topics = await platformTopics(this.#admin, from);
    if (topics.length === 0) throw new Failure(`There are no topics that begin with ${from}.`);
    await createLike(this.#admin, topics, { from, to, partitions });
    return topics;
  }

  async #copy(topics: string[]): Promise<number> {
    const { kafka, from, to, signal, onCopied } = this.#options;
    const unread = await this.#unread(topics);
    if (unread.size === 0) return 0;
    const consumer = kafka.consumer({ groupId: this.#group, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    let count = 0;
    try {
      await Promise.all([consumer.connect(), producer.connect()]);
      await consumer.subscribe({ topics, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const running = consumer.run({
          eachBatchAutoResolve: false,
          autoCommit: false,
          partitionsConsumedConcurrently: 4,
          eachBatch: async ({ batch, heartbeat, resolveOffset }) => {
            const { topic, partition, messages } = batch;
            const last = messages.at(-1);
            if (!last) return;
            for (const request of produceRequests([{ topic: renamed(topic, from, to), messages }])) {
              await send(producer, request);
              await heartbeat();
            }
            const next = BigInt(last.offset) + 1n;
            await consumer.commitOffsets([{ topic, partition, offset: String(next) }]);
            resolveOffset(last.offset);
            count += messages.length;
            onCopied?.(messages.length);
            const at = `${topic}/${partition}`;
            if (next >= (unread.get(at) ?? 0n)) unread.delete(at);
            if (unread.size === 0) resolve();
          },
        });
        running.catch(reject);
      });
    } finally {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
    }
    return count;
  }

  /** Where partitions end that have not been copied up to there. */
  async #unread(topics: string[]): Promise<Map<string, bigint>> {
    const unread = new Map<string, bigint>();
    const copied = await this.#admin.fetchOffsets({ groupId: this.#group, topics });
    for (const { topic, partitions } of copied) {
      const done = new Map(partitions.map(({ partition, offset }) => [partition, offset]));
      for (const [partition, end] of await endsOf(this.#admin, topic))
        if (!isDrained(end, done.get(partition) ?? '-1')) unread.set(`${topic}/${partition}`, end.high);
    }
    return unread;
  }

  async #assertIdle(own: Follower[]): Promise<void> {
    if (own.length === 0) return;
    const { groups } = await this.#admin.describeGroups([...new Set(own.map(({ groupId }) => groupId))]);
    const busy = groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
    if (busy.length > 0) throw new Failure(`Stop all services first: ${busy.sort().join(', ')} still consume.`);
  }

  async #assertReadAll(own: Follower[]): Promise<void> {
    const behind = await Promise.all(
      own.filter(({ groupId }) => !groupId.endsWith('.redriven')).map((each) => this.#waitingOf(each)),
    );
    const lines = behind.filter(({ waiting }) => waiting > 0);
    if (lines.length === 0) return;
    const told = lines.map(({ groupId, topic, waiting }) => `  ${groupId} has ${waiting} messages of ${topic} to read`);
    throw new Failure(
      `Start the services again with TOPIC_PREFIX=${this.#options.from}, and stop them when they have read everything:\n${told.join('\n')}`,
    );
  }

  async #handOver(groups: Follower[]): Promise<Told[]> {
    const { kafka, from, to } = this.#options;
    const beginnings = await this.#beginnings([...new Set(groups.map(({ topic }) => renamed(topic, from, to)))]);
    const told: Told[] = [];
    const moving = new Map<string, TopicOffsets[]>();
    for (const follower of groups) {
      const state = await this.#waitingOf(follower);
      if (!follower.groupId.startsWith(`${from}.`)) told.push(state);
      const [groupId, topic] = [renamed(follower.groupId, from, to), renamed(follower.topic, from, to)];
      if (state.waiting > 0 || isSet(await this.#offsetsOf(groupId, topic))) continue;
      const partitions = beginnings.get(topic) ?? [];
      moving.set(groupId, [...(moving.get(groupId) ?? []), { topic, partitions }]);
    }
    await Promise.all([...moving].map(([groupId, positions]) => setPositions(kafka, groupId, positions)));
    return told;
  }

  /** Where what was copied ends, and what services write there begins: the same also when they have gone on. */
  async #beginnings(topics: string[]): Promise<Map<string, SeekEntry[]>> {
    const beginnings = new Map<string, SeekEntry[]>();
    const unknown: TopicOffsets[] = [];
    for (const topic of topics) {
      const known = await this.#offsetsOf(this.#group, topic);
      const partitions = isSet(known) ? known : await this.#endOf(topic);
      beginnings.set(topic, partitions);
      if (partitions !== known) unknown.push({ topic, partitions });
    }
    await setPositions(this.#options.kafka, this.#group, unknown);
    return beginnings;
  }

  async #endOf(topic: string): Promise<SeekEntry[]> {
    const ends = await endsOf(this.#admin, topic);
    return [...ends].map(([partition, { high }]) => ({ partition, offset: String(high) }));
  }

  async #offsetsOf(groupId: string, topic: string): Promise<SeekEntry[]> {
    const [found] = await this.#admin.fetchOffsets({ groupId, topics: [topic] });
    return (found?.partitions ?? []).map(({ partition, offset }) => ({ partition, offset }));
  }

  async #waitingOf({ groupId, topic, offsets }: Follower): Promise<Told> {
    const ends = await endsOf(this.#admin, topic);
    const waiting = [...ends].reduce((sum, [partition, end]) => {
      const offset = offsets.get(partition) ?? '-1';
      if (isDrained(end, offset)) return sum;
      return sum + Number(end.high - (BigInt(offset) > end.low ? BigInt(offset) : end.low));
    }, 0);
    return { groupId, topic, waiting };
  }

  async #withAdmin<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#admin = this.#options.kafka.admin();
    await this.#admin.connect();
    try {
      return await work();
    } finally {
      await this.#admin.disconnect();
    }
  }
}

function isSet(offsets: SeekEntry[]): boolean {
  return offsets.some(({ offset }) => BigInt(offset) >= 0n);
}

/** All that a message has but its place. */
async function send(producer: Producer, request: ReturnType<typeof produceRequests>[number]): Promise<void> {
  for (const { topic, messages } of request) {
    const copies = messages.map(({ key, value, headers, timestamp }) => ({ key, value, headers, timestamp }));
    await producer.send({ topic, acks: -1, messages: copies });
  }
}
