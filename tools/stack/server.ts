import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import mongoose from 'mongoose';
import { type Daemon } from '../process/daemon.ts';
import { type ProcessRecord } from '../process/leftovers.ts';
import { type Log } from '../process/progress.ts';

const ANSWER_LIMIT_MS = 1_000;

export type Origin = 'environment' | 'compose' | 'containers' | 'embedded';

export type ServerName = 'kafka' | 'mongo';

type Access = Pick<KafkaConfig, 'ssl' | 'sasl'>;

/** A server of the stack. All but `stop` reject for one that is not ours alone. */
export interface Server {
  origin: Origin;
  name: string;
  /** Brokers as `host:port`, or the URI of MongoDB. */
  address: string;
  /** Of one that this process has started by itself, or by Testcontainers. */
  logFile?: string;
  /** Ends it without warning, as `kill -9` does. */
  kill: () => Promise<void>;
  /** It hangs until it is thawed: nothing answers, and no connection ends. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Starts it again, on the same port and data; resolves when it answers. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
  onUnexpectedExit: (listener: (how: string) => void) => void;
}

export interface Context {
  dataDir: string;
  environment: NodeJS.ProcessEnv;
  log: Log;
  ephemeralPorts: boolean;
  fresh: boolean;
  signal: AbortSignal;
  record: ProcessRecord;
}

export function embeddedServer(daemon: Daemon, address: string): Server {
  return {
    origin: 'embedded',
    name: daemon.name,
    address,
    logFile: daemon.logFile,
    kill: () => daemon.kill('SIGKILL'),
    freeze: () => daemon.freeze(),
    thaw: () => daemon.thaw(),
    start: () => daemon.start(),
    stop: () => daemon.stop(),
    onUnexpectedExit: (listener) => daemon.onUnexpectedExit(listener),
  };
}

/** One that others keep running. */
export function foreignServer(name: string, origin: Origin, address: string): Server {
  const notOurs = (): Promise<never> =>
    Promise.reject(new Error(`${name} is not ours to stop or start: it is from ${origin}.`));
  const stop = async (): Promise<void> => {};
  const never = { kill: notOurs, freeze: notOurs, thaw: notOurs, start: notOurs };
  return { origin, name, address, ...never, stop, onUnexpectedExit: () => {} };
}

/** What clients are given for a server on this host and port. */
export function addressOf(name: ServerName, hostAndPort: string): string {
  return name === 'kafka' ? hostAndPort : `mongodb://${hostAndPort}/?directConnection=true`;
}

/**
 * Whether clients can work with it.
 * @param access how they sign in, at a broker that wants it
 */
export function answersAt(name: ServerName, address: string, access?: Access): Promise<boolean> {
  return name === 'kafka' ? kafkaAnswers(address, access) : mongoAnswers(address);
}

/** Whether a broker tells clients where to connect to. */
async function kafkaAnswers(brokers: string, access: Access = {}): Promise<boolean> {
  const limits = { connectionTimeout: ANSWER_LIMIT_MS, requestTimeout: ANSWER_LIMIT_MS, retry: { retries: 0 } };
  const kafka = new Kafka({ clientId: 'tools', brokers: [brokers], logLevel: logLevel.NOTHING, ...limits, ...access });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => {});
  }
}

/** Whether a server takes writes. */
async function mongoAnswers(uri: string): Promise<boolean> {
  const limits = { serverSelectionTimeoutMS: ANSWER_LIMIT_MS, connectTimeoutMS: ANSWER_LIMIT_MS };
  const client = new mongoose.mongo.MongoClient(uri, limits);
  try {
    return Boolean((await client.db('admin').command({ hello: 1 })).isWritablePrimary);
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** Where downloads and builds are kept, outside the checkout: they are paid for once per machine. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.TWOTIER_CACHE || join(homedir(), '.cache', 'twotier'));
}
