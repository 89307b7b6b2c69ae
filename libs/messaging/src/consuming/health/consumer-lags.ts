import { type Batch } from 'kafkajs';

/** How far a consumer is behind, of each partition that it has: as of the last batch that it read there. */
export class ConsumerLags {
  private readonly lags = new Map<string, { topic: string; partition: number; lag: number }>();

  /** A batch was read. What was not handled of it is fetched again, and counts whole. */
  read(batch: Pick<Batch, 'topic' | 'partition' | 'messages' | 'offsetLag'>, isHandled: boolean): void {
    const { topic, partition } = batch;
    const lag = Number(batch.offsetLag()) + (isHandled ? 0 : batch.messages.length);
    this.lags.set(`${topic}/${partition}`, { topic, partition, lag });
  }

  /** After the group has shared the partitions out anew. */
  assigned(partitions: Record<string, number[]>): void {
    for (const [at, { topic, partition }] of this.lags)
      if (!partitions[topic]?.includes(partition)) this.lags.delete(at);
  }

  all(): { topic: string; partition: number; lag: number }[] {
    return [...this.lags.values()];
  }
}
