import * as kafkajs from 'kafkajs';
import { brokerRefusal, describeRefusal, type BrokerRefusal } from './broker-refusal.js';
import './refused-topics.js';

/** What kafkajs throws, of which its types leave out some. */
const {
  KafkaJSAggregateError,
  KafkaJSConnectionError,
  KafkaJSCreateTopicError,
  KafkaJSGroupCoordinatorNotFound,
  KafkaJSNonRetriableError,
  KafkaJSProtocolError,
  KafkaJSSASLAuthenticationError,
} = (kafkajs as unknown as { default: Record<string, new (...args: unknown[]) => Error> }).default;

/** What the broker answered, as kafkajs reads it. */
const answer = (type: string): object => ({ type, code: 1, retriable: false, message: 'refused' });
const protocol = (type: string): Error => new KafkaJSProtocolError!(answer(type));

it.each([
  ['MESSAGE_TOO_LARGE', 'message'],
  ['INVALID_RECORD', 'message'],
  ['TOPIC_AUTHORIZATION_FAILED', 'topic'],
  ['GROUP_AUTHORIZATION_FAILED', 'group'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'service'],
])('[ruling 33] takes %s for a refusal of the %s', (code, of) =>
  expect(brokerRefusal(protocol(code))).toEqual({ code, of }),
);

it('[ruling 33] finds what the error was caused by', () => {
  const cause = protocol('TOPIC_AUTHORIZATION_FAILED');
  const wrapped = new KafkaJSNonRetriableError!(cause, { cause });
  expect(brokerRefusal(new KafkaJSNonRetriableError!(wrapped, { cause: wrapped }))).toMatchObject({ of: 'topic' });
});

it('[ruling 33] names the topic that may not be created, among several', () =>
  expect(
    brokerRefusal(
      new KafkaJSAggregateError!('Topic creation errors', [
        new KafkaJSCreateTopicError!(answer('TOPIC_ALREADY_EXISTS'), 'events'),
        new KafkaJSCreateTopicError!(answer('TOPIC_AUTHORIZATION_FAILED'), 'commands'),
      ]),
    ),
  ).toEqual({ code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic', topic: 'commands' }));

it('[ruling 33] takes a wrong password for a refusal of everything', () => {
  const error = new KafkaJSSASLAuthenticationError!('SASL PLAIN authentication failed: wrong password');
  expect(brokerRefusal(error)).toEqual({
    code: 'SASL_AUTHENTICATION_FAILED',
    of: 'service',
    detail: 'SASL PLAIN authentication failed: wrong password',
  });
});

it.each([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('[ruling 33] takes TLS that fails by %s for a refusal of everything', (code) =>
  expect(brokerRefusal(new KafkaJSConnectionError!('Connection error: no', { code }))).toEqual({
    code,
    of: 'service',
    detail: 'Connection error: no',
  }),
);

it.each<[string, Parameters<typeof describeRefusal>[1], BrokerRefusal, string]>([
  [
    'User:x lacks WRITE on the topic t (TOPIC_AUTHORIZATION_FAILED)',
    'publish',
    { code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic' },
    't',
  ],
  [
    'User:x lacks READ on the group g (GROUP_AUTHORIZATION_FAILED)',
    'consume',
    { code: 'GROUP_AUTHORIZATION_FAILED', of: 'group' },
    'g',
  ],
  [
    'User:x lacks CREATE, or if it exists READ or WRITE, on the topic t (TOPIC_AUTHORIZATION_FAILED)',
    'create-topics',
    { code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic' },
    't',
  ],
  [
    'User:x lacks WRITE on any topic (CLUSTER_AUTHORIZATION_FAILED)',
    'publish',
    { code: 'CLUSTER_AUTHORIZATION_FAILED', of: 'service' },
    'all topics',
  ],
  [
    'User:x gets no connection to the broker (SASL_AUTHENTICATION_FAILED): wrong password',
    'publish',
    { code: 'SASL_AUTHENTICATION_FAILED', of: 'service', detail: 'wrong password' },
    'all topics',
  ],
  [
    'The broker does not take the topic t (INVALID_REPLICATION_FACTOR): TOPIC_REPLICATION_FACTOR is more than there are brokers',
    'create-topics',
    { code: 'INVALID_REPLICATION_FACTOR', of: 'topic' },
    't',
  ],
])('[ruling 33] says “%s”', (line, work, refusal, name) =>
  expect(describeRefusal('User:x', work, refusal, name)).toBe(line),
);

it.each([
  [
    'fetch/v11',
    {
      responses: [
        { topicName: 'free', partitions: [{ errorCode: 0 }] },
        { topicName: 't', partitions: [{ errorCode: 29 }] },
      ],
    },
  ],
  ['metadata/v6', { topicMetadata: [{ topic: 't', topicErrorCode: 29, partitionMetadata: [] }] }],
  ['offsetFetch/v4', { errorCode: 0, responses: [{ topic: 't', partitions: [{ errorCode: 29 }] }] }],
  ['offsetCommit/v5', { responses: [{ topic: 't', partitions: [{ errorCode: 29 }] }] }],
  ['listOffsets/v3', { responses: [{ topic: 't', partitions: [{ errorCode: 29 }] }] }],
  ['describeConfigs/v2', { resources: [{ resourceName: 't', errorCode: 29, configEntries: [] }] }],
  ['produce/v7', { topics: [{ topicName: 't', partitions: [{ errorCode: 29 }] }] }],
])('[ruling 33] names the topic that the broker refuses in its answer to %s', async (answer, body) => {
  const { default: response } = (await import(`kafkajs/src/protocol/requests/${answer}/response.js`)) as {
    default: { parse: (answer: object) => Promise<object> };
  };
  const error = await response.parse(body).catch((thrown: unknown) => thrown);
  expect(brokerRefusal(error)).toEqual({ code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic', topic: 't' });
});

it.each([
  ['a broker that is away', new KafkaJSConnectionError!('connect ECONNREFUSED', {})],
  ['a leader that moves', protocol('NOT_LEADER_FOR_PARTITION')],
  ['a group whose coordinator is not found', new KafkaJSGroupCoordinatorNotFound!('Failed to find group coordinator')],
  ['a bug', new TypeError('x is undefined')],
  ['a text', 'TOPIC_AUTHORIZATION_FAILED'],
  ['nothing', undefined],
])('[ruling 33] does not take %s for one', (_, error) => expect(brokerRefusal(error)).toBeUndefined());
