import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Work } from '../build/build.ts';
import { loadDemoData } from '../platform/demo-data.ts';
import { startPlatform } from '../platform/platform.ts';
import { failureOf, runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { elapsedSince } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';
import { findChromium } from './chromium.ts';
import { type Count, failedBecause, firstLines } from './counts.ts';

interface Options extends Work {
  kafkaBrokers: string;
  mongoUri: string;
  /** For Playwright, such as the files to run. */
  args?: string[];
}

interface Results {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: Reason[];
  suites: Suite[];
}

interface Suite {
  file: string;
  specs: { title: string; ok: boolean; tests: { status: string; results: { errors: Reason[] }[] }[] }[];
  suites?: Suite[];
}

interface Reason {
  message?: string;
}

const PLAYWRIGHT = join('node_modules', '@playwright', 'test', 'cli.js');
const CONFIG = join('test', 'browser', 'playwright.config.ts');
/** Nobody is limited, and nobody waits for long. */
const SETTINGS = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  ENDPOINT_LIMIT_FACTOR: '100000',
  TOPIC_PARTITIONS: '2',
  SWEEP_INTERVAL_SECONDS: '1',
  SMTP_URL: '',
};

/** Runs the tests of the pages in a Chromium, against one platform with the demo's data. */
export async function runBrowserTests({ kafkaBrokers, mongoUri, args = [], ...work }: Options): Promise<Count> {
  const executablePath = await findChromium(work.log);
  const startedAt = Date.now();
  const dataDir = join(work.dataDir, 'browser');
  const prefix = `b${randomBytes(4).toString('hex')}`;
  const servers = { kafkaBrokers, mongoUri };
  const platform = await startPlatform({
    ...servers,
    prefix,
    dataDir,
    env: SETTINGS,
    // The limits of a sandbox would be in the way of the tests; its corner is what they look at.
    envOf: (service) => (service === 'portal' ? { SANDBOX: 'on' } : {}),
    signal: work.signal,
    log: () => undefined,
  });
  try {
    await loadDemoData({ ...servers, platform, topicPrefix: prefix, dataDir });
    const results = join(dataDir, 'results.json');
    const running = runCommand([PROJECT_NODE, PLAYWRIGHT, 'test', `--config=${CONFIG}`, ...args], {
      name: 'browser',
      directory: ROOT,
      record: new ProcessRecord(work.dataDir),
      signal: work.signal,
      environment: {
        ...process.env,
        TEST_BROWSER: executablePath,
        TEST_GATEWAY_URL: platform.gatewayUrl,
        TEST_DATA_DIR: dataDir,
        PLAYWRIGHT_JSON_OUTPUT_FILE: results,
      },
    });
    const failure = await failureOf(running);
    work.log(`Tests (browser, ${elapsedSince(startedAt)})`);
    return countIn(results, failure);
  } finally {
    await platform.stop();
  }
}

function countIn(file: string, failure: Error | undefined): Count {
  if (!existsSync(file)) return failedBecause(`Playwright did not get to run any test. ${failure?.message ?? ''}`);
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8')) as Results;
  const failures = [...errors.map((error) => beginningOf([error])), ...suites.flatMap(failuresOf)];
  const failed = stats.unexpected + stats.flaky + errors.length;
  if (stats.expected + failed === 0) return failedBecause('Playwright found no test to run.');
  if (failure && failed === 0) return failedBecause(failure.message, stats.expected);
  return { passed: stats.expected, failed, failures };
}

function failuresOf({ file, specs, suites = [] }: Suite): string[] {
  const failed = specs.filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'));
  const told = failed.map(({ title, tests }) => {
    const results = tests.flatMap((test) => test.results);
    return `test/browser/${file}: ${title}\n${beginningOf(results.flatMap(({ errors }) => errors))}`;
  });
  return [...told, ...suites.flatMap(failuresOf)];
}

function beginningOf(reasons: Reason[]): string {
  return firstLines(reasons.map(({ message = '' }) => message).join('\n'));
}
