import { Logger } from '@nestjs/common';
import mongoose from 'mongoose';
import { databaseRefusal, databaseUserOf } from '#lib/messaging';
import { StartRefusedError } from '../../start/start-refused.error.js';
import { databaseOptions } from './database-options.js';

const ATTEMPTS = 60;
const PAUSE_MS = 1_000;
const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;

/** How safe writes and reads are is not for a URI to say. */
const { writeConcern, readConcernLevel, autoIndex: _mongooses, ...ours } = databaseOptions;

const logger = new Logger('Database');

/**
 * Options of the driver beside those of a URI, which win. A user is looked for where the URI says, or among those of `admin`: the driver would
 * look in the database that the service uses.
 */
export function connectionOptions(uri: string, dbName: string): object {
  const given = new Set([...new URLSearchParams(uri.split('?')[1]).keys()].map((name) => name.toLowerCase()));
  const besides = Object.entries(ours).filter(([name]) => !given.has(name.toLowerCase()));
  const source = given.has('authsource') || uri.startsWith('mongodb+srv:') ? undefined : signInOf(uri)?.source;
  return {
    ...Object.fromEntries(besides),
    writeConcern,
    readConcernLevel,
    dbName,
    ...(source && { authSource: source }),
  };
}

/** Resolves when the database lets the service in. Waits for one that is away; rejects with what somebody has to mend. */
export async function reachDatabase(uri: string, dbName: string): Promise<void> {
  for (let attempt = 1, told = ''; ; attempt++) {
    const failure = await tryOnce(uri, dbName);
    if (!failure) return;
    const refusal = describeDatabaseRefusal(failure, uri);
    if (refusal) throw new StartRefusedError(refusal);
    const line = `The database does not answer: ${failure.message}.`;
    if (attempt === ATTEMPTS) throw new StartRefusedError(`${line} Nobody was there ${ATTEMPTS} times.`);
    if (line !== told) logger.warn(`${line} Trying again.`);
    told = line;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Says who may not do what in which database; undefined for what is no refusal. Never tells a value. */
export function describeDatabaseRefusal(error: unknown, uri: string): string | undefined {
  const { code, message } = error as { code?: unknown; message: string };
  if (code === AUTHENTICATION_FAILED)
    return `MongoDB does not let ${databaseUserOf(uri)} in: ${message} Check user, password and authSource in MONGODB_URI.`;
  if (code !== UNAUTHORIZED) return undefined;
  return databaseRefusal(message, uri) ?? `MongoDB wants a sign-in: ${message}. MONGODB_URI names no user.`;
}

/** By a connection of its own, for what comes before the service is put together. */
export async function inDatabaseAlone<T>(
  uri: string,
  dbName: string,
  work: (database: mongoose.mongo.Db) => Promise<T>,
): Promise<T> {
  const client = clientOf(uri, dbName);
  try {
    await client.connect();
    return await work(client.db(dbName));
  } finally {
    await client.close();
  }
}

async function tryOnce(uri: string, dbName: string): Promise<Error | undefined> {
  try {
    await inDatabaseAlone(uri, dbName, (database) => database.command({ ping: 1 }));
    return undefined;
  } catch (error) {
    if (error instanceof StartRefusedError) throw error;
    return error as Error;
  }
}

function clientOf(uri: string, dbName: string): mongoose.mongo.MongoClient {
  try {
    return new mongoose.mongo.MongoClient(uri, connectionOptions(uri, dbName));
  } catch (error) {
    throw new StartRefusedError(`MONGODB_URI cannot be used: ${(error as Error).message}.`);
  }
}

function signInOf(uri: string): { source: string } | undefined {
  return new mongoose.mongo.MongoClient(uri).options.credentials;
}
