import { type Kafka, type TopicOffsets } from 'kafkajs';

/**
 * Has a consumer group without members go on at these offsets. kafkajs's `setOffsets` does so for one topic, and waits for five seconds
 * each time.
 */
export async function setPositions(kafka: Kafka, groupId: string, positions: TopicOffsets[]): Promise<void> {
  if (positions.length === 0) return;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: positions.map(({ topic }) => topic), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // It runs when it has joined. What it is given from then on it does not take.
      const taking = { autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() };
      consumer.run(taking).then(resolve, reject);
    });
    await consumer.commitOffsets(
      positions.flatMap(({ topic, partitions }) => partitions.map((position) => ({ topic, ...position }))),
    );
  } finally {
    await consumer.disconnect();
  }
}
