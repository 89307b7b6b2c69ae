import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { withProgress, type Log } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';
import { fingerprintOf } from './fingerprint.ts';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, '.built-from');
const SOURCES = [
  '{libs,apps}/**',
  'docs/asyncapi/*',
  'tools/build/{bundle,web}.ts',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Where a step keeps its logs, what it prints on, and what interrupts it. */
export interface Work {
  dataDir: string;
  log: Log;
  signal: AbortSignal;
}

/** Compiles the services, unless nothing has changed since the last time. */
export async function build(work: Work): Promise<void> {
  const sources = fingerprintOf(ROOT, SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  await rm(DIST, { recursive: true, force: true });
  await withProgress(work.log, 'Build', () => runNpm(['run', 'build'], 'build', work));
  await writeFile(STAMP, sources);
}

/** Runs npm with a log of this name. */
export async function runNpm(
  args: string[],
  name: string,
  { dataDir, signal }: Work,
  { yields = false } = {},
): Promise<void> {
  await runCommand(['npm', ...args], {
    name,
    signal,
    yields,
    directory: ROOT,
    environment: process.env,
    logFile: join(dataDir, 'logs', `${name}.log`),
    record: new ProcessRecord(dataDir),
  });
}
