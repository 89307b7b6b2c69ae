// @ts-check
// `npm run fuzz [-- --minutes N]`: lets Schemathesis make up requests from the API's own document, against a platform of
// its own and as five identities, for N minutes in all; 10 without it. Ends with a count for each check.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installSchemathesis } from './fuzz/schemathesis.mjs';
import { readReport } from './fuzz/report.mjs';
import { build, runInstalled } from './install.mjs';
import { OPERATOR_TENANT, startPlatform } from './platform.mjs';
import { ROOT } from './stack/checkout.mjs';
import { startStack } from './stack/index.mjs';
import { CommandFailed, runCommand } from './stack/process/command.mjs';
import { together } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { emptyDataDirectory, ProcessRecord } from './stack/process/process-record.mjs';
import { consoleLog, withProgress } from './stack/process/progress.mjs';

const DATA_DIR = join(ROOT, '.data', 'fuzz');
const IDENTITIES = ['direct-bill', 'indirect-provider', 'indirect-reseller', 'customer', 'operator'];
const PREFIX = 'fuzz';

await runInstalled(import.meta.url, { dataDir: DATA_DIR, main: fuzz });

/**
 * @param {AbortSignal} interrupted
 * @returns {Promise<number>} the exit code
 */
async function fuzz(interrupted) {
  const seconds = Math.max(10, Math.round((minutes() * 60) / IDENTITIES.length));
  const log = consoleLog();
  const work = { dataDir: DATA_DIR, log };
  await emptyDataDirectory(DATA_DIR, log);
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
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
        ...{ ...work, ...servers, prefix: PREFIX, operatorTenant: OPERATOR_TENANT, signal: interrupted },
        env: { RATE_LIMIT_PER_MINUTE: '1000000', ENDPOINT_LIMIT_FACTOR: '100000', SMTP_URL: '', LOG_LEVEL: 'warn' },
      }),
    );
    stops.unshift(platform.stop);
    const { loadDemoData } = await import('./demo-data.mjs');
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

/**
 * @param {{ identity: string, token: string, seconds: number, schemathesis: string, url: string, signal: AbortSignal }} run
 */
async function runAs({ identity, token, seconds, schemathesis, url, signal }) {
  const report = join(DATA_DIR, `${identity}.ndjson`);
  await rm(report, { force: true });
  const config = ['--config-file', join(ROOT, 'tools', 'fuzz', 'schemathesis.toml')];
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

function minutes() {
  const [option, value = '10', ...more] = process.argv.slice(2);
  const number = Number(value);
  if ((option !== undefined && option !== '--minutes') || !(number > 0) || more.length > 0) {
    throw new Failure('Usage: npm run fuzz [-- --minutes N]');
  }
  return number;
}
