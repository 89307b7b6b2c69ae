// `npm run fuzz [-- --minutes N]`: lets Schemathesis make up requests from the API's own document, against a platform of
// its own and as five identities, for N minutes in all; 10 without it. Ends with a count for each check.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installSchemathesis } from '../test/fuzz/schemathesis.ts';
import { readReport } from '../test/fuzz/report.ts';
import { build } from '../build/build.ts';
import { loadDemoData } from '../platform/demo-data.ts';
import { startPlatform } from '../platform/platform.ts';
import { ROOT } from '../stack/checkout.mjs';
import { startStack } from '../stack/index.ts';
import { CommandFailed, runCommand } from '../process/command.ts';
import { together } from '../process/concurrency.ts';
import { Failure, runProgram } from '../process/program.ts';
import { emptyDataDirectory, ProcessRecord } from '../process/leftovers.ts';
import { consoleLog, withProgress } from '../process/progress.ts';

const DATA_DIR = join(ROOT, '.data', 'fuzz');
const IDENTITIES = ['direct-bill', 'indirect-provider', 'indirect-reseller', 'customer', 'operator'];
const PREFIX = 'fuzz';

await runProgram(fuzz);

/** The exit code. */
async function fuzz(interrupted: AbortSignal): Promise<number> {
  const seconds = Math.max(10, Math.round((minutes() * 60) / IDENTITIES.length));
  const log = consoleLog();
  const work = { dataDir: DATA_DIR, log };
  await emptyDataDirectory(DATA_DIR, log);
  const stops: (() => Promise<void>)[] = [];
  try {
    const [{ kafka, mongo }, schemathesis] = await together(interrupted, [
      async (signal) => {
        const stack = await startStack({ ...work, ephemeralPorts: true, fresh: true, signal });
        stops.unshift(stack.stop);
        return stack;
      },
      (signal) => installSchemathesis({ ...work, signal }),
      (signal) => build({ ...work, signal }),
    ]);
    const servers = { kafkaBrokers: kafka.brokers, mongoUri: mongo.uri };
    const platform = await withProgress(log, 'Services', () =>
      startPlatform({
        ...work,
        ...servers,
        prefix: PREFIX,
        signal: interrupted,
        env: { RATE_LIMIT_PER_MINUTE: '1000000', ENDPOINT_LIMIT_FACTOR: '100000', SMTP_URL: '', LOG_LEVEL: 'warn' },
      }),
    );
    stops.unshift(platform.stop);
    const { users } = await loadDemoData({ ...work, ...servers, platform, topicPrefix: PREFIX });
    let failed = 0;
    for (const identity of IDENTITIES) {
      const token = users.find(({ partnerType }) => partnerType === identity)?.token ?? '';
      const { cases, checks, failures } = await withProgress(log, `As ${identity}`, () =>
        runAs({ identity, token, seconds, schemathesis, url: platform.gatewayUrl, signal: interrupted }),
      );
      log(`  ${cases} requests`);
      for (const [check, count] of checks) {
        log(`  ${check.padEnd(32)} ${count.passed} passed, ${count.failed} failed`);
        failed += count.failed;
      }
      for (const [failure, times] of failures) log(`  FAILED ${failure} (${times} times)`);
    }
    log(`${failed} failed; reports and logs are in ${DATA_DIR}`);
    return failed === 0 ? 0 : 1;
  } finally {
    for (const stop of stops) await stop();
  }
}

async function runAs({
  identity,
  token,
  seconds,
  schemathesis,
  url,
  signal,
}: {
  identity: string;
  token: string;
  seconds: number;
  schemathesis: string;
  url: string;
  signal: AbortSignal;
}) {
  const report = join(DATA_DIR, `${identity}.ndjson`);
  await rm(report, { force: true });
  const config = ['--config-file', join(ROOT, 'tools', 'test', 'fuzz', 'schemathesis.toml')];
  const options = [`--max-time=${seconds}`, '--header', `Authorization: Bearer ${token}`, '--continue-on-failure'];
  const reports = ['--report=ndjson', `--report-ndjson-path=${report}`, '--no-color'];
  const command = [schemathesis, ...config, 'run', `${url}/openapi.json`, ...options, ...reports];
  const logFile = join(DATA_DIR, 'logs', `${identity}.log`);
  const running = {
    logFile,
    directory: DATA_DIR,
    environment: process.env,
    record: new ProcessRecord(DATA_DIR),
    signal,
  };
  // It fails when a check fails: what there was to find is in the report.
  await runCommand(command, { name: identity, ...running }).catch((error) => {
    if (!(error instanceof CommandFailed)) throw error;
  });
  const found = await readReport(report);
  if (found.checks.size === 0) throw new Failure(`Schemathesis did not get to any check: see ${logFile}`);
  return found;
}

function minutes(): number {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
    if (Number(values.minutes) > 0) return Number(values.minutes);
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new Failure('Usage: npm run fuzz [-- --minutes N]');
}
