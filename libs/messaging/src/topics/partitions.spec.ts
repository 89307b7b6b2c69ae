import { assertPartitions } from './partitions.js';
import { topicsOf } from './service-topics.js';
import { Topics } from './topics.js';

const specs = topicsOf('customers', [], new Topics('twotier'), { partitions: 12 });
const refusal = (existing: [string, number][]): string | undefined => {
  try {
    assertPartitions(specs, new Map(existing));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

it('[events] topics that are not there yet, or have as many partitions as the settings say, are used', () => {
  expect(refusal([])).toBeUndefined();
  const others = [['another.topic', 3] as [string, number]];
  expect(refusal([['twotier.customers.events', 12], ['twotier.customers.state', 12], ...others])).toBeUndefined();
});

it.each([6, 24])('[events] a topic that has %i partitions and not 12 is refused, with what to do', (count) =>
  expect(
    refusal([
      ['twotier.customers.events', 12],
      ['twotier.customers.state', count],
    ]),
  ).toBe(
    `TOPIC_PARTITIONS is 12, and twotier.customers.state has ${count} partitions: set TOPIC_PARTITIONS to what the topics have, or move to ` +
      'topics with more as docs/guides/grow-partitions.md says.',
  ),
);
