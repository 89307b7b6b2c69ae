import { join } from 'node:path';
import { startStack, type Stack } from '../../tools/stack/index.js';

/** Servers of a suite's own, so that it can kill them; never those that the environment names. */
export function startOwnStack(name: string): Promise<Stack> {
  const { KAFKA_BROKERS: _kafka, MONGODB_URI: _mongo, ...environment } = process.env;
  const dataDir = join(process.cwd(), '.data', 'test', `${name}-${process.pid}`);
  return startStack({ dataDir, environment, ephemeralPorts: true, fresh: true, log: () => undefined });
}
