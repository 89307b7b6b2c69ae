import { DeadLetters } from '../../../tools/kafka/dead-letters.js';
import { type TestPlatform } from '../platform/test-platform.js';

/** What services have parked, with the cause. Infrastructure that is away is no reason for it. */
export async function parked({ kafkaBrokers, prefix }: TestPlatform): Promise<string[]> {
  const letters = new DeadLetters(kafkaBrokers);
  const topics = (await letters.list(prefix)).map(({ topic }) => topic);
  const all = await Promise.all(topics.map((topic) => letters.show(topic)));
  return all.flat().map(({ headers }) => `${headers['dlt_group']}: ${headers['dlt_cause']}: ${headers['dlt_message']}`);
}
