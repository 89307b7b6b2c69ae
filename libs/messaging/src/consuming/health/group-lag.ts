import { setTimeout as delay } from 'node:timers/promises';
import { type Admin } from 'kafkajs';
import { createKafkaClient } from '../../broker/kafka-client.js';
import { type MessagingOptions } from '../../messaging-options.js';

/** What the broker knows of a consumer group. */
export interface GroupReport {
  /** How many instances consume. */
  members: number;
  /** Messages of each topic that were not handled yet, or whose handling was not committed. */
  lags: { topic: string; lag: number }[];
}

const KNOWN_FOR_MS = 5_000;
const WITHIN_MS = 1_200;

/** How far a group is behind, as the broker has it: the same whichever instance asks, also while that one consumes nothing. */
export class GroupLag {
  private known?: { report: GroupReport; until: number };
  private reading?: Promise<GroupReport | undefined>;

  constructor(
    private readonly options: MessagingOptions,
    private readonly group: string,
  ) {}

  /** Undefined: the broker does not say it now. Asked often, the broker is asked once in five seconds. */
  async report(topics: readonly string[]): Promise<GroupReport | undefined> {
    if (this.known && performance.now() < this.known.until) return this.known.report;
    this.reading ??= this.read(topics).finally(() => (this.reading = undefined));
    return Promise.race([this.reading, delay(WITHIN_MS, undefined, { ref: false })]);
  }

  private async read(topics: readonly string[]): Promise<GroupReport | undefined> {
    const admin = createKafkaClient(`${this.options.service}-lag`, this.options).admin();
    try {
      await admin.connect();
      const report = await readGroup(admin, this.group, topics);
      this.known = { report, until: performance.now() + KNOWN_FOR_MS };
      return report;
    } catch {
      return undefined;
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

async function readGroup(admin: Admin, groupId: string, topics: readonly string[]): Promise<GroupReport> {
  const [described, committed, ends] = await Promise.all([
    admin.describeGroups([groupId]),
    admin.fetchOffsets({ groupId, topics: [...topics] }),
    Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic))),
  ]);
  const lags = topics.map((topic, index) => {
    const offsets = committed.find((one) => one.topic === topic)?.partitions ?? [];
    return { topic, lag: lagOf(offsets, ends[index] ?? []) };
  });
  return { members: described.groups[0]?.members.length ?? 0, lags };
}

/** Where nothing was committed yet, all that is there is to come. */
export function lagOf(
  committed: readonly { partition: number; offset: string }[],
  ends: readonly { partition: number; low: string; high: string }[],
): number {
  const offsets = new Map(committed.map(({ partition, offset }) => [partition, BigInt(offset)]));
  return ends.reduce((sum, { partition, low, high }) => {
    const from = [BigInt(low), offsets.get(partition) ?? 0n].reduce((one, other) => (one > other ? one : other));
    return sum + Math.max(0, Number(BigInt(high) - from));
  }, 0);
}
