// @ts-check
// Jest's set-up of the resilience tests: one platform with servers of its own. Suites run one after the other, kill what
// they like, and start it again.
import { join } from 'node:path';
import { startStack } from '../../../tools/stack/index.ts';
import { sharePlatform, stopAtTheEnd } from './shared-platform.mjs';

export default async function setUp() {
  // Never those that the environment names.
  const environment = { ...process.env, KAFKA_BROKERS: undefined, MONGODB_URI: undefined };
  const dataDir = join(process.cwd(), '.data', 'test', 'resilience');
  const options = { dataDir, environment, ephemeralPorts: true, fresh: true, log: () => undefined };
  const { kafka, mongo, stop } = await startStack(options);
  stopAtTheEnd(stop);
  await sharePlatform('resilience', {
    kafkaBrokers: kafka.brokers,
    mongoUri: mongo.uri,
    // What was killed waits for its partitions until the broker has given it up, and the mail that it was sending for as long as
    // one may take.
    env: { CONSUMER_SESSION_TIMEOUT_SECONDS: '4', SMTP_TIMEOUT_SECONDS: '10' },
    killable: ({ apps }) => ({
      kafka,
      mongo,
      ...Object.fromEntries(Object.entries(apps).map(([name, [app]]) => [name, app])),
    }),
  });
}
