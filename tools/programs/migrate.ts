// `npm run migrate`: makes the databases and topics of all services as this checkout needs them, before its instances start. Those of
// `npm start`, or those in MONGODB_URI and KAFKA_BROKERS.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build/build.ts';
import { API_SERVICES, environmentsOf } from '../platform/platform.ts';
import { together } from '../process/concurrency.ts';
import { runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, withProgress } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';

const DATA_DIR = join(ROOT, '.data');
const SERVICES = API_SERVICES.filter((service) => service !== 'gateway');

await runProgram(async (signal) => {
  const log = consoleLog();
  const servers = findServers();
  await build({ dataDir: DATA_DIR, log, signal });
  const environments = await environmentsOf({ ...servers, prefix: 'twotier', dataDir: DATA_DIR });
  const record = new ProcessRecord(DATA_DIR);
  await together(
    signal,
    SERVICES.map((service) => (either: AbortSignal) => {
      const name = `${service}-migration`;
      const command = [PROJECT_NODE, join('dist', 'services', `${service}.js`), '--migrate'];
      const logFile = join(DATA_DIR, 'logs', `${name}.log`);
      const options = { name, logFile, record, directory: ROOT, environment: environments[service], signal: either };
      return withProgress(log, service, () => runCommand(command, options));
    }),
  );
  return 0;
});

function findServers(): { mongoUri: string; kafkaBrokers: string } {
  const { MONGODB_URI: mongoUri, KAFKA_BROKERS: kafkaBrokers } = process.env;
  if (mongoUri && kafkaBrokers) return { mongoUri, kafkaBrokers };
  const session = join(DATA_DIR, 'session.json');
  if (existsSync(session)) return JSON.parse(readFileSync(session, 'utf8'));
  throw new Failure('There is nothing to migrate: run "npm start" first, or set MONGODB_URI and KAFKA_BROKERS.');
}
