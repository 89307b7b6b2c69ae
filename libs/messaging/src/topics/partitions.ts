import { type Admin } from 'kafkajs';
import { type ServiceTopic } from './service-topics.js';

/** How many partitions each topic has that the user can see. */
export async function partitionsOfTopics(admin: Admin): Promise<Map<string, number>> {
  const { topics } = await admin.fetchTopicMetadata();
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
}

/**
 * Topics have another number of partitions than the settings say. Nothing is changed about it: which partition a key is in follows from the
 * number, see `docs/adr/0084-partitions.md`. The message says what to do.
 */
export class OtherPartitionsError extends Error {
  override readonly name = 'OtherPartitionsError';
}

/** @throws OtherPartitionsError for a topic that exists and has another number */
export function assertPartitions(specs: ServiceTopic[], existing: ReadonlyMap<string, number>): void {
  const different = specs.flatMap(({ topic, partitions, isSpread }) => {
    const count = existing.get(topic);
    return isSpread && count !== undefined && count !== partitions ? [{ topic, partitions, count }] : [];
  });
  if (different.length === 0) return;
  const counts = different.map(({ topic, count }) => `${topic} has ${countOf(count)}`).join(', ');
  throw new OtherPartitionsError(
    `TOPIC_PARTITIONS is ${different[0]!.partitions}, and ${counts}: set TOPIC_PARTITIONS to what the topics have, or move to topics with ` +
      'more as docs/guides/grow-partitions.md says.',
  );
}

function countOf(partitions: number): string {
  return partitions === 1 ? '1 partition' : `${partitions} partitions`;
}
