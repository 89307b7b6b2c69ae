import { InvalidPayloadError } from '#lib/contracts';
import { MalformedEventError } from './cloud-event.js';

/** An event type that a service subscribes to, in a version that it does not know. */
export class UnknownVersionError extends Error {
  override readonly name = 'UnknownVersionError';
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
  'MongoPoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoWriteConcernError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
  'DependencyUnavailableError', // thrown by service-kit's InternalClient
]);

const transientCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Codes with which a MongoDB server says "not now": shutting down, stepping down, not primary, time limit. */
const transientServerCodes = new Set([6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Whether trying again later can help: a database, broker, network or service that is away. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, code, cause } = error as Error & { code?: unknown };
  return (
    transientNames.has(name) ||
    name.startsWith('KafkaJS') ||
    (typeof code === 'string' && transientCodes.has(code)) ||
    (typeof code === 'number' && name === 'MongoServerError' && transientServerCodes.has(code)) ||
    isTransient(cause)
  );
}

/** Whether the message itself is at fault: trying again cannot help. */
export function isMessageAtFault(error: unknown): boolean {
  return (
    error instanceof MalformedEventError || error instanceof InvalidPayloadError || error instanceof UnknownVersionError
  );
}
