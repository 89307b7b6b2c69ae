import { type Admin } from 'kafkajs';

/** Where a partition begins and ends. */
export interface Extent {
  low: bigint;
  high: bigint;
}

export type Ends = Map<number, Extent>;

/** A consumer group that reads a topic, and where it is: the next offset of each partition, -1 where it has none. */
export interface Follower {
  groupId: string;
  topic: string;
  offsets: Map<number, string>;
}

export async function endsOf(admin: Admin, topic: string): Promise<Ends> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));
}

/** Whether nothing is left to read of a partition. */
export function isDrained({ low, high }: Extent, offset: string): boolean {
  return low >= high || BigInt(offset) >= high;
}

/** Every group that has come anywhere in one of the topics. */
export async function followers(admin: Admin, topics: string[]): Promise<Follower[]> {
  const { groups } = await admin.listGroups();
  const found: Follower[] = [];
  for (const { groupId, protocolType } of groups) {
    if (protocolType !== 'consumer' && protocolType !== '') continue;
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics })) {
      const offsets = new Map(partitions.map(({ partition, offset }) => [partition, offset]));
      if ([...offsets.values()].some((offset) => BigInt(offset) >= 0n)) found.push({ groupId, topic, offsets });
    }
  }
  return found;
}
