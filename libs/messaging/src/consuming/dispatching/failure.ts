import { InvalidPayloadError } from '#lib/contracts';
import { brokerRefusal } from '../../broker/broker-refusal.js';
import { MalformedEventError } from '../../envelope/cloud-event.js';
import { databaseRefusal } from './database-refusal.js';

/** An event or command type that a service takes, in a version that it does not know. */
export class UnknownVersionError extends Error {
  override readonly name = 'UnknownVersionError';
}

/** A command type that the service does not take. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError';
}

const transientNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoWriteConcernError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
  'MongoServerClosedError',
  'MongoStalePrimaryError',
]);

/** What kafkajs calls final, though it is the broker that was not there in time. */
const brokerAwayNames = new Set([
  'KafkaJSNumberOfRetriesExceeded',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSTimeout',
]);

const transientCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Codes with which a MongoDB server says "not now": shutting down, stepping down, not primary, time limit; or that it is
 * set up wrongly, until somebody mends it: no permission, wrong credentials, no disk space.
 */
const transientServerCodes = new Set([
  6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 13, 18, 14031,
]);

const mongoServerErrors = new Set(['MongoServerError', 'MongoBulkWriteError']);

interface Details {
  /** Of an error of kafkajs. */
  retriable?: unknown;
  type?: unknown;
  code?: unknown;
  errorResponse?: unknown;
  /** Of a refusal: 503 says that nothing was changed and the same can be tried again. */
  fault?: { status: number };
}

/** Whether trying again later can help: a database, broker, network or service that is away. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, cause, errorResponse, fault } = error as Error & Details;
  return (
    transientNames.has(name) ||
    isBrokerAway(error) ||
    (typeof code === 'string' && transientCodes.has(code)) ||
    (typeof code === 'number' && mongoServerErrors.has(name) && transientServerCodes.has(code)) ||
    fault?.status === 503 ||
    // The driver wraps what fails in a bulk write.
    isTransient(errorResponse) ||
    isTransient(cause)
  );
}

/** What an error says. Of a command that the database refuses it is who may not do what, without its values: they may belong to customers. */
export function messageOf({ message }: Error, uri = process.env['MONGODB_URI'] ?? ''): string {
  return databaseRefusal(message, uri) ?? message;
}

/** Not what the broker refuses for good, nor a bug: of the errors that kafkajs calls final, those that a new client mends. */
function isBrokerAway(error: Error & Details): boolean {
  if (!error.name.startsWith('KafkaJS') || brokerRefusal(error)) return false;
  return error.retriable !== false || typeof error.type === 'string' || brokerAwayNames.has(error.name);
}

/**
 * Whether another service answered that it failed. Waiting may help, but it may also be this message on which that service
 * fails each time: then no other message behind it would ever be handled.
 */
export function mayFailEachTime(error: unknown): boolean {
  return (error as { mayFailEachTime?: unknown } | undefined)?.mayFailEachTime === true;
}

const messageFaults = [MalformedEventError, InvalidPayloadError, UnknownVersionError, UnknownCommandError];

/** Whether the message itself is at fault: trying again cannot help. */
export function isMessageAtFault(error: unknown): boolean {
  return messageFaults.some((fault) => error instanceof fault);
}
