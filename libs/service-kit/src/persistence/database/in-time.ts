import { mongo } from 'mongoose';

/** What the driver's limits for finding a server, getting a connection and waiting for the answer add up to. */
const LIMIT_MS = 20_000;

/**
 * Rejects when the driver does not answer in 20 s. It has limits of its own, but while a database dies an operation can stay without any end: what
 * waits for it together with others must not wait with it. Whether the operation takes effect is as unknown as after a lost connection.
 */
export async function inTime<T>(operation: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    // An error gathers the stack it is made on, so it is made when it is needed.
    timer = setTimeout(() => reject(tooLateError()), LIMIT_MS);
  });
  try {
    return await Promise.race([operation, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLateError(): Error {
  return new mongo.MongoNetworkTimeoutError(`The database has not answered in ${LIMIT_MS / 1_000} s.`);
}
