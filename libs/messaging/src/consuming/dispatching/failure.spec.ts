import { InvalidPayloadError } from '#lib/contracts';
import { MalformedEventError } from '../../envelope/cloud-event.js';
import { isMessageAtFault, isTransient, messageOf, UnknownVersionError } from './failure.js';

const failure = (name: string, more: object = {}): Error => Object.assign(new Error('failed'), { name, ...more });
const final = { retriable: false };
/** What the broker answers, as kafkajs tells it. */
const protocol = (type: string): Error => failure('KafkaJSProtocolError', { ...final, type });
const fetchFailed = new TypeError('fetch failed', { cause: failure('Error', { code: 'ECONNREFUSED' }) });

/** As the driver reports it: the cause hangs below `errorResponse`. */
const bulkWriteFailure = (cause: string): Error => failure('MongoBulkWriteError', { errorResponse: failure(cause) });

it.each([
  ['a database that cannot be reached', failure('MongoServerSelectionError')],
  ['a database whose connection broke', failure('MongoNetworkError')],
  ['a database that is too slow', failure('MongoOperationTimeoutError')],
  ['a database that mongoose cannot reach', failure('MongooseServerSelectionError')],
  ['a database that steps down', failure('MongoServerError', { code: 189 })],
  ['a database that is no primary any more', failure('MongoServerError', { code: 10107 })],
  ['a database that shuts down', failure('MongoServerError', { code: 91 })],
  ['a database that does not permit it', failure('MongoServerError', { code: 13 })],
  ['a database with other credentials', failure('MongoServerError', { code: 18 })],
  ['a database whose disk is full', failure('MongoServerError', { code: 14031 })],
  ['a broker that is away', failure('KafkaJSConnectionError')],
  ['a broker that does not answer in time', failure('KafkaJSRequestTimeoutError')],
  ['a broker that did not answer however often it was asked', failure('KafkaJSNumberOfRetriesExceeded', final)],
  ['a broker that takes the producer for another one', protocol('INVALID_PRODUCER_EPOCH')],
  ['a service that is away', failure('DependencyUnavailableError', { fault: { status: 503 } })],
  ['a bulk write that did not reach the database', bulkWriteFailure('MongoServerSelectionError')],
  ['a bulk write to a database that shuts down', failure('MongoBulkWriteError', { code: 91 })],
  ['a refused connection', failure('Error', { code: 'ECONNREFUSED' })],
  ['a reset connection', failure('Error', { code: 'ECONNRESET' })],
  ['a name that does not resolve', failure('Error', { code: 'EAI_AGAIN' })],
  ['an error that was caused by one of these', fetchFailed],
])('[consuming] %s may be back later', (_, error) => {
  expect(isTransient(error)).toBe(true);
  expect(isMessageAtFault(error)).toBe(false);
});

it.each([
  ['a bug', new TypeError('x is undefined')],
  ['a bug that another one caused', new Error('failed', { cause: new RangeError('too deep') })],
  ['a duplicate key', failure('MongoServerError', { code: 11000 })],
  ['a code of another server', failure('Error', { code: 91 })],
  ['a missing file', failure('Error', { code: 'ENOENT' })],
  ['a right that a topic is missing', protocol('TOPIC_AUTHORIZATION_FAILED')],
  ['a right that the group is missing', protocol('GROUP_AUTHORIZATION_FAILED')],
  [
    'no right to write at all',
    failure('KafkaJSNonRetriableError', { ...final, cause: protocol('CLUSTER_AUTHORIZATION_FAILED') }),
  ],
  ['a wrong password', failure('KafkaJSSASLAuthenticationError', final)],
  ['a message that is too large', protocol('MESSAGE_TOO_LARGE')],
  ['a call of kafkajs that it does not know', failure('KafkaJSNotImplemented', final)],
  ['a refusal', failure('PartnerError', { fault: { status: 409 } })],
  ['what is no error', { name: 'MongoNetworkError' }],
  ['nothing', undefined],
])('[consuming] %s is no better later, and not the message’s fault either', (_, error) => {
  expect(isTransient(error)).toBe(false);
  expect(isMessageAtFault(error)).toBe(false);
});

it.each([
  new MalformedEventError('no id'),
  new InvalidPayloadError('no customerId'),
  new UnknownVersionError('version 9'),
])('[consuming] a message is at fault itself: %s', (error) => {
  expect(isMessageAtFault(error)).toBe(true);
  expect(isTransient(error)).toBe(false);
});

it.each([
  [
    'not authorized on x to execute command { insert: "customers", documents: [ { name: "Fabrikam" } ] }',
    'the user app of the database admin may not insert in x.customers. Give it the role readWrite on x.',
  ],
  ['connect ECONNREFUSED', 'connect ECONNREFUSED'],
])('[ruling 7] of what a database refuses, it is told to whom, and no values: %#', (message, told) =>
  expect(messageOf(new Error(message), 'mongodb://app:hunter2@db/')).toBe(told),
);
