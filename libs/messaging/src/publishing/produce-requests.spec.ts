import { type Message } from 'kafkajs';
import { produceRequests, type TopicMessages } from './produce-requests.js';

/** A message of 1,000 bytes. */
const message = (key: string): Message => ({ key, value: 'v'.repeat(890 - key.length), headers: { ce_id: '12345' } });
const keysOf = (requests: TopicMessages[][]): unknown[] =>
  requests.map((request) => request.map(({ topic, messages }) => [topic, messages.map(({ key }) => key)]));

it('[ruling 4] gathers what fits into one request, by topic and in order', () =>
  expect(
    keysOf(
      produceRequests([
        { topic: 'one', messages: [message('a'), message('b')] },
        { topic: 'two', messages: [message('c')] },
        { topic: 'one', messages: [message('a')] },
      ]),
    ),
  ).toEqual([
    [
      ['one', ['a', 'b', 'a']],
      ['two', ['c']],
    ],
  ]));

it('[ruling 4] begins another request before one has more than the broker takes, also within the events of one aggregate', () => {
  const events = { topic: 'one', messages: [1, 2, 3, 4, 5].map((number) => message(`${number}`)) };
  expect(keysOf(produceRequests([events, { topic: 'two', messages: [message('6')] }], 2_000))).toEqual([
    [['one', ['1', '2']]],
    [['one', ['3', '4']]],
    [
      ['one', ['5']],
      ['two', ['6']],
    ],
  ]);
});

it('[ruling 4] counts bytes, not letters, of keys, values and headers', () => {
  const wide = { key: 'k', value: 'ß'.repeat(445), headers: { ce_subjéct: Buffer.from('12345') } };
  expect(produceRequests([{ topic: 'one', messages: [wide, wide] }], 2_000)).toHaveLength(2);
  expect(produceRequests([{ topic: 'one', messages: [message('a'), message('b')] }], 2_000)).toHaveLength(1);
});

it('[ruling 4] sends what is too large for any request alone, and nothing for nothing', () => {
  const messages = ['a', 'b', 'c'].map(message);
  expect(keysOf(produceRequests([{ topic: 'one', messages }], 10))).toEqual(
    messages.map(({ key }) => [['one', [key]]]),
  );
  expect(produceRequests([])).toEqual([]);
});
