import { KafkaContainer } from '@testcontainers/kafka';
import { MongoDBContainer } from '@testcontainers/mongodb';
import { getContainerRuntimeClient, type GenericContainer } from 'testcontainers';
import { eventually, unlessAborted } from '../process/concurrency.ts';
import { freePort } from '../process/ports.ts';
import { Failure } from '../process/program.ts';
import {
  kafkaAnswers,
  mongoAnswers,
  mongoUri,
  type Context,
  type KafkaServer,
  type MongoServer,
  type Server,
} from './server.ts';

const KAFKA_IMAGE = 'confluentinc/cp-kafka:8.0.0';
const KAFKA_PORT = 9093;
const MONGO_IMAGE = 'mongo:8.0';
const MONGO_PORT = 27017;
const START_LIMIT_MS = 120_000;

/** As the embedded broker is set up. */
const KAFKA_SETTINGS = {
  KAFKA_HEAP_OPTS: '-Xmx512m',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_NUM_PARTITIONS: '12',
  KAFKA_AUTHORIZER_CLASS_NAME: 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND: 'true',
  KAFKA_DEFAULT_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS: '1',
  KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '3000',
  KAFKA_BROKER_SESSION_TIMEOUT_MS: '2000',
  KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: '500',
};

/** A broker that has the same port again after a restart: its clients have been told it. */
class Broker extends KafkaContainer {
  readonly #port: number;

  constructor(port: number) {
    super(KAFKA_IMAGE);
    this.#port = port;
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated();
    this.withEnvironment(KAFKA_SETTINGS).withExposedPorts({ container: KAFKA_PORT, host: this.#port });
  }
}

export async function startKafkaContainer({ signal }: Context): Promise<KafkaServer> {
  const port = await freePort();
  const addressOf = (host: string): string => `${host}:${port}`;
  const { server, host } = await start('kafka', new Broker(port), (at) => kafkaAnswers(addressOf(at)), signal);
  return { ...server, brokers: addressOf(host) };
}

/** A replica set of one. */
export async function startMongoContainer({ signal }: Context): Promise<MongoServer> {
  const port = await freePort();
  const uriOf = (host: string): string => mongoUri(`${host}:${port}`);
  const container = new MongoDBContainer(MONGO_IMAGE).withExposedPorts({ container: MONGO_PORT, host: port });
  const { server, host } = await start('mongo', container, (at) => mongoAnswers(uriOf(at)), signal);
  return { ...server, uri: uriOf(host) };
}

/** Testcontainers removes what is left of a run that was killed. */
async function start(
  name: string,
  prepared: GenericContainer,
  answersAt: (host: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<{ server: Server; host: string }> {
  const container = await unlessAborted(signal, prepared.start());
  const client = await getContainerRuntimeClient();
  const handle = client.container.getById(container.getId());
  const host = container.getHost();
  const answers = async (): Promise<void> => {
    if (await eventually(() => answersAt(host), { limitMs: START_LIMIT_MS })) return;
    throw new Failure(
      `${name} did not answer within ${START_LIMIT_MS / 1_000} s, in its container ${container.getName()}`,
    );
  };
  const stop = async (): Promise<void> => void (await container.stop());
  await answers().catch(async (error) => {
    await stop();
    throw error;
  });
  const server: Server = {
    origin: 'containers',
    name,
    stop,
    kill: async () => {
      const ended = handle.wait();
      await handle.kill();
      await ended;
    },
    start: async () => {
      await handle.start();
      await answers();
    },
    onUnexpectedExit: () => {},
  };
  return { server, host };
}
