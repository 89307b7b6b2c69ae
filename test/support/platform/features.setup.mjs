// @ts-check
// Jest's set-up of the features: one platform on the servers of the run, whose services stay up.
import { sharePlatform } from './shared-platform.mjs';

export default async function setUp() {
  const { TEST_KAFKA_BROKERS: kafkaBrokers = '', TEST_MONGODB_URI: mongoUri = '' } = process.env;
  const env = { SIGN_IN_FAILURES: '4' };
  await sharePlatform('features', { kafkaBrokers, mongoUri, env, instances: { identity: 2 } });
}
