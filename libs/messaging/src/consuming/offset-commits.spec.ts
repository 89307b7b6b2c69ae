import { Logger } from '@nestjs/common';
import { type OffsetsByTopicPartition } from 'kafkajs';
import { OffsetCommits } from './offset-commits.js';

const NEVER = 2 ** 30;
let handledUntil: number;
let committed: string[];
let refusal: Error | undefined;
let onCommit: () => void;

/** A batch of a consumer that has handled all messages until `offset`. */
function batchUntil(offset: number): Parameters<OffsetCommits['soon']>[0] {
  handledUntil = offset;
  return {
    uncommittedOffsets: () => offsets(committed.at(-1) === String(handledUntil) ? [] : [String(handledUntil)]),
    commitOffsetsIfNecessary: (given?: OffsetsByTopicPartition) => {
      if (refusal) return Promise.reject(refusal);
      committed.push(...(given?.topics[0]?.partitions ?? []).map((one) => one.offset));
      onCommit();
      return Promise.resolve();
    },
  };
}

function offsets(found: string[]): OffsetsByTopicPartition {
  return { topics: found.map((offset) => ({ topic: 'loans', partitions: [{ partition: 0, offset }] })) };
}

beforeAll(() => void Logger.overrideLogger(false));
beforeEach(() => {
  committed = [];
  refusal = undefined;
  onCommit = () => undefined;
});

it('[ruling 2] commits all that was handled meanwhile, once', async () => {
  const commits = new OffsetCommits(1);
  await commits.soon(batchUntil(1));
  await commits.soon(batchUntil(2));
  expect(committed).toEqual([]);
  await new Promise<void>((resolve) => (onCommit = resolve));
  expect(committed).toEqual(['2']);
});

it('[ruling 2] commits at once where a repeat could be seen, and as usual afterwards', async () => {
  const commits = new OffsetCommits(NEVER);
  commits.hurry();
  await commits.soon(batchUntil(1));
  await commits.soon(batchUntil(2));
  expect(committed).toEqual(['1']);
  await commits.now();
});

it('[ruling 2] commits nothing where nothing was handled, and what could not be committed with the next', async () => {
  const commits = new OffsetCommits(NEVER);
  await commits.now();
  refusal = new Error('rebalancing');
  await commits.soon(batchUntil(1));
  await commits.now();
  refusal = undefined;
  await commits.soon(batchUntil(2));
  await commits.now();
  await commits.now();
  expect(committed).toEqual(['2']);
});
