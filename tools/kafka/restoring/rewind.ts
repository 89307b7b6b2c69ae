import { type Kafka, type TopicOffsets } from 'kafkajs';
import { Failure } from '../../process/program.ts';
import { endsOf, followers } from '../moving/followers.ts';
import { platformTopics } from '../moving/platform-topics.ts';
import { setPositions } from '../moving/positions.ts';

/** What was under way when the backup was made is read again as well. */
const MARGIN_MS = 10 * 60_000;

/**
 * Has the consumer group of a service read again what has come since a time, in all of its topics.
 * @returns how many messages it has to read, by topic
 * @throws Failure while an instance runs
 */
export async function rewindGroup(
  kafka: Kafka,
  prefix: string,
  service: string,
  since: Date,
): Promise<Map<string, number>> {
  const groupId = `${prefix}.${service}`;
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { groups } = await admin.describeGroups([groupId]);
    if (groups.some(({ members }) => members.length > 0))
      throw new Failure(`Stop all instances of ${service} first: ${groupId} still consumes.`);
    const topics = await platformTopics(admin, prefix);
    const own = (await followers(admin, topics)).filter((follower) => follower.groupId === groupId);
    const unread = new Map<string, number>();
    const again: TopicOffsets[] = [];
    for (const { topic, offsets } of own) {
      const [then, ends] = await Promise.all([
        admin.fetchTopicOffsetsByTimestamp(topic, since.getTime() - MARGIN_MS),
        endsOf(admin, topic),
      ]);
      const positions = then.map(({ partition, offset }) => {
        const { low, high } = ends.get(partition) ?? { low: 0n, high: 0n };
        // What had not been read before stays to be read; -1: nothing of the partition has been.
        const known = BigInt(offsets.get(partition) ?? '-1');
        const next = known < 0n ? low : least(known, BigInt(offset));
        return { partition, next, unread: high - next };
      });
      const partitions = positions.map(({ partition, next }) => ({ partition, offset: String(next) }));
      again.push({ topic, partitions });
      unread.set(
        topic,
        positions.reduce((sum, position) => sum + Number(position.unread), 0),
      );
    }
    await setPositions(kafka, groupId, again);
    return unread;
  } finally {
    await admin.disconnect();
  }
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
