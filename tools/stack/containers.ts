import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { KafkaContainer } from '@testcontainers/kafka';
import { MongoDBContainer } from '@testcontainers/mongodb';
import { getContainerRuntimeClient } from 'testcontainers';
import { endOfLog, openLogFile } from '../process/command.ts';
import { eventually, unlessAborted } from '../process/concurrency.ts';
import { freePort } from '../process/ports.ts';
import { Failure } from '../process/program.ts';
import { asEnvironment } from './broker-settings.ts';
import { addressOf, answersAt, type Context, type Server, type ServerName } from './server.ts';

const KAFKA_IMAGE = 'confluentinc/cp-kafka:8.0.0';
const KAFKA_PORT = 9093;
const MONGO_IMAGE = 'mongo:8.0';
const MONGO_PORT = 27017;
const START_LIMIT_MS = 120_000;

/** A broker that has the same port again after a restart: its clients have been told it. */
class Broker extends KafkaContainer {
  readonly #port: number;

  constructor(port: number) {
    super(KAFKA_IMAGE);
    this.#port = port;
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated();
    const environment = { KAFKA_HEAP_OPTS: '-Xmx512m', ...asEnvironment() };
    this.withEnvironment(environment).withExposedPorts({ container: KAFKA_PORT, host: this.#port });
  }
}

/** MongoDB is a replica set of one. Testcontainers removes what is left of a run that was killed. */
export async function startContainer(name: ServerName, { dataDir, signal }: Context): Promise<Server> {
  const port = await freePort();
  const logFile = join(dataDir, 'logs', `${name}.log`);
  const prepared =
    name === 'kafka'
      ? new Broker(port)
      : new MongoDBContainer(MONGO_IMAGE).withExposedPorts({ container: MONGO_PORT, host: port });
  prepared.withLogConsumer((lines) => lines.pipe(createWriteStream('', { fd: openLogFile(logFile) })));
  const container = await unlessAborted(signal, prepared.start());
  const client = await getContainerRuntimeClient();
  const handle = client.container.getById(container.getId());
  const address = addressOf(name, `${container.getHost()}:${port}`);
  const stop = async (): Promise<void> => void (await container.stop());
  const hasEnded = async (): Promise<boolean> => !(await handle.inspect()).State.Running;
  const untilItAnswers = async (): Promise<void> => {
    const limits = { limitMs: START_LIMIT_MS };
    const answered = await eventually(async () => (await answersAt(name, address)) || (await hasEnded()), limits);
    if (await hasEnded()) throw new Failure(`it ended at once. ${endOfLog(logFile)}`);
    if (!answered) throw new Failure(`it did not answer within ${limits.limitMs / 1_000} s. ${endOfLog(logFile)}`);
  };
  try {
    await untilItAnswers();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin: 'containers',
    name,
    address,
    logFile,
    stop,
    kill: async () => {
      const ended = handle.wait();
      await handle.kill();
      await ended;
    },
    freeze: async () => void (await handle.pause()),
    thaw: async () => void (await handle.unpause()),
    start: async () => {
      await handle.start();
      await untilItAnswers();
    },
    onUnexpectedExit: () => {},
  };
}
