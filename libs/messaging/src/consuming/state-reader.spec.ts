import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { offsetsOf } from './state-reader.js';

type Offsets = Awaited<ReturnType<Admin['fetchTopicOffsets']>>;

const offsets = [{ partition: 0, offset: '7', high: '7', low: '0' }];
const { signal } = new AbortController();
const noLeader = new kafkajs.KafkaJSProtocolError(
  Object.assign(new Error('This server is not the leader'), { type: 'NOT_LEADER_FOR_PARTITION', retriable: true }),
);

/** Each of its clients gives one of the answers, again and again. */
function kafkaWith(...answers: (Offsets | Error)[]): Pick<Kafka, 'admin'> & { open: number } {
  const kafka = {
    open: 0,
    admin: () => {
      const answer = answers.shift() ?? new Error('There is no other answer.');
      const admin = {
        connect: () => Promise.resolve(void kafka.open++),
        disconnect: () => Promise.resolve(void kafka.open--),
        fetchTopicOffsets: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
      };
      return admin as Partial<Admin> as Admin;
    },
  };
  return kafka;
}

it('[versions] the ends of a topic that was made a moment ago are asked for until its partitions have leaders', async () => {
  const kafka = kafkaWith(noLeader, noLeader, offsets);
  await expect(offsetsOf(kafka, 'states', signal, () => 0)).resolves.toEqual(offsets);
  expect(kafka.open).toBe(0);
});

it.each([
  ['what waiting does not mend', [new TypeError('x is no function'), offsets], 'x is no function'],
  ['a broker that stays away', Array.from({ length: 6 }, () => noLeader), 'not the leader'],
])('[versions] are not asked for again after %s', async (_, answers, text) => {
  const kafka = kafkaWith(...answers);
  await expect(offsetsOf(kafka, 'states', signal, () => 0)).rejects.toThrow(text);
  expect(kafka.open).toBe(0);
});

it('[versions] are not asked for any more when the reading is stopped', async () => {
  const stopped = AbortSignal.abort();
  await expect(offsetsOf(kafkaWith(noLeader, offsets), 'states', stopped, () => 0)).rejects.toThrow(/aborted/);
});
