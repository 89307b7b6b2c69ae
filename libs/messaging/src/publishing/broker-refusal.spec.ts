import * as kafkajs from 'kafkajs';
import { brokerRefusal } from './broker-refusal.js';

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
  expect(brokerRefusal(error)).toEqual({ code: 'SASL_AUTHENTICATION_FAILED', of: 'service' });
});

it.each([
  ['a broker that is away', new KafkaJSConnectionError!('connect ECONNREFUSED', {})],
  ['a leader that moves', protocol('NOT_LEADER_FOR_PARTITION')],
  ['a group whose coordinator is not found', new KafkaJSGroupCoordinatorNotFound!('Failed to find group coordinator')],
  ['a bug', new TypeError('x is undefined')],
  ['a text', 'TOPIC_AUTHORIZATION_FAILED'],
  ['nothing', undefined],
])('[ruling 33] does not take %s for one', (_, error) => expect(brokerRefusal(error)).toBeUndefined());
