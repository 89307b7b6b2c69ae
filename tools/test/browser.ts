import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Work } from '../build/build.ts';
import { loadDemoData } from '../platform/demo-data.ts';
import { startPlatform } from '../platform/platform.ts';
import { CommandFailed, runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { elapsedSince } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';
import { findChromium } from './chromium.ts';

interface Options extends Work {
  kafkaBrokers: string;
  mongoUri: string;
  /** For Playwright, such as the files to run. */
  args?: string[];
}

interface Results {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: { message?: string }[];
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
export async function runBrowserTests({ kafkaBrokers, mongoUri, args = [], ...work }: Options): Promise<{
  passed: number;
  failed: number;
}> {
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
    const failure = await runCommand([PROJECT_NODE, PLAYWRIGHT, 'test', `--config=${CONFIG}`, ...args], {
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
    }).catch((error: unknown) => error);
    if (failure && !(failure instanceof CommandFailed)) throw failure as Error;
    work.log(`Tests (browser, ${elapsedSince(startedAt)})`);
    return countIn(results, failure !== undefined);
  } finally {
    await platform.stop();
  }
}

function countIn(file: string, hasFailed: boolean): { passed: number; failed: number } {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8')) as Results;
  const failed = stats.unexpected + stats.flaky + errors.length;
  const isEmpty = stats.expected + failed === 0;
  return { passed: stats.expected, failed: isEmpty || (hasFailed && failed === 0) ? 1 : failed };
}
