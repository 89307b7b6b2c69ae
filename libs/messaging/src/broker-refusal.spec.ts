import { brokerRefusal } from './broker-refusal.js';

const failure = (name: string, more: object): Error => Object.assign(new Error('failed'), { name, ...more });
const protocol = (type: string, more: object = {}): Error =>
  failure('KafkaJSProtocolError', { type, retriable: false, ...more });

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
  const wrapped = failure('KafkaJSNonRetriableError', { cause });
  expect(brokerRefusal(failure('KafkaJSNonRetriableError', { cause: wrapped }))).toMatchObject({ of: 'topic' });
});

it('[ruling 33] names the topic that may not be created, among several', () =>
  expect(
    brokerRefusal(
      failure('KafkaJSAggregateError', {
        errors: [
          failure('KafkaJSCreateTopicError', { type: 'TOPIC_ALREADY_EXISTS', topic: 'events' }),
          failure('KafkaJSCreateTopicError', { type: 'TOPIC_AUTHORIZATION_FAILED', topic: 'commands' }),
        ],
      }),
    ),
  ).toEqual({ code: 'TOPIC_AUTHORIZATION_FAILED', of: 'topic', topic: 'commands' }));

it('[ruling 33] takes a wrong password for a refusal of everything', () =>
  expect(brokerRefusal(failure('KafkaJSSASLAuthenticationError', {}))).toEqual({
    ...{ code: 'SASL_AUTHENTICATION_FAILED', of: 'service' },
  }));

it.each([
  ['a broker that is away', failure('KafkaJSConnectionError', {})],
  ['a leader that moves', protocol('NOT_LEADER_FOR_PARTITION')],
  ['a group whose coordinator is not found', failure('KafkaJSGroupCoordinatorNotFound', {})],
  ['a bug', new TypeError('x is undefined')],
  ['a text', 'TOPIC_AUTHORIZATION_FAILED'],
  ['nothing', undefined],
])('[ruling 33] does not take %s for one', (_, error) => expect(brokerRefusal(error)).toBeUndefined());
