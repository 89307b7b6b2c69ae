// `npm run bench [-- --rounds N --seconds N --connections N --only create,read]`: compares the platform with what its work
// costs at least, and with other ways to build it, all on the same servers and in alternating rounds; docs/performance.md
// says how to read it.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { Results } from '../bench/figures.ts';
import { processesIn } from '../bench/processes.ts';
import { measure, memoryOfServices, operationsOf, shareAtRest, type Bench, type Round } from '../bench/rounds.ts';
import { prepare, type Scenario, type SystemName } from '../bench/scenarios.ts';
import { startSystems } from '../bench/systems.ts';
import { build } from '../build/build.ts';
import { emptyDataDirectory } from '../process/leftovers.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, withProgress, type Log } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';

const DATA_DIR = join(ROOT, '.data', 'bench');
const REST_SECONDS = 10;

await runProgram(bench);

async function bench(signal: AbortSignal): Promise<number> {
  if (process.platform !== 'linux') throw new Failure('The bench reads what Linux says of processes: run it on Linux.');
  const { rounds, only, ...options } = readOptions();
  const log = consoleLog();
  await emptyDataDirectory(DATA_DIR, log);
  await build({ dataDir: DATA_DIR, log, signal });
  const startedAt = performance.now();
  const systems = await withProgress(log, 'Servers, services and what they are compared with', () =>
    startSystems({ dataDir: DATA_DIR, log, signal }),
  );
  log(`Started in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  try {
    const { token, scenarios: all } = await withProgress(log, 'Customers', () => prepare(systems));
    const scenarios = all.filter(({ name }) => !only || only.includes(name.split(' ')[0] ?? ''));
    const parts: Bench = { ...options, systems, token, processes: processesIn(DATA_DIR) };
    const atStart = memoryOfServices(parts);
    const operations = await countOperations(parts, scenarios, log);
    const results = new Results(await measureAll(parts, scenarios, rounds, log, signal));
    const atEnd = memoryOfServices(parts);
    log(['', ...results.table(), '', 'CPU of our processes, seconds per 1,000:', ...results.byProcess()].join('\n'));
    log(['', 'Operations on the database for one request:', ...operations.lines].join('\n'));
    log(`Memory of the services: ${atStart.now.toFixed(0)} MiB with little work, ${atEnd.peak.toFixed(0)} MiB at most`);
    log(['', ...results.targets()].join('\n'));
    const file = join(DATA_DIR, 'results.json');
    const memory = { atStart: atStart.now, peak: atEnd.peak };
    await writeFile(file, JSON.stringify({ rounds: results.rounds, operations: operations.counts, memory }, null, 2));
    log(`\nAll rounds are in ${file}`);
    return 0;
  } finally {
    await systems.stop();
  }
}

async function measureAll(
  parts: Bench,
  scenarios: Scenario[],
  rounds: number,
  log: Log,
  signal: AbortSignal,
): Promise<Round[]> {
  const measured: Round[] = [];
  const add = async (scenario: Scenario, system: SystemName, rate?: number): Promise<void> => {
    signal.throwIfAborted();
    measured.push(await measure(parts, scenario, system, rate));
  };
  for (let round = 0; round <= rounds; round++) {
    // In the first one programs are compiled, and connections made: it does not count.
    const title = round === 0 ? 'Warming up' : `Round ${round} of ${rounds}`;
    await withProgress(log, title, async (report) => {
      for (const scenario of scenarios) {
        for (const system of ['ours', ...Object.keys(scenario.others ?? {})] as SystemName[]) {
          report(`${scenario.name}, ${system}`);
          await add(scenario, system);
        }
      }
    });
    if (round === 0) measured.length = 0;
  }
  const peaks = new Results(measured);
  await withProgress(log, 'Half of what each can take', async (report) => {
    for (let round = 1; round <= rounds; round++) {
      for (const scenario of scenarios.filter(({ atHalfLoad }) => atHalfLoad)) {
        for (const system of ['ours', 'nest'] as const) {
          report(`${scenario.name}, ${system}, round ${round}`);
          const peak = peaks.of(scenario.name, system, false, ({ throughput }) => throughput).median;
          await add(scenario, system, Math.max(1, Math.round(peak / 2)));
        }
      }
    }
  });
  return measured;
}

async function countOperations(
  parts: Bench,
  scenarios: Scenario[],
  log: Log,
): Promise<{ lines: string[]; counts: object }> {
  const client = await mongoose.mongo.MongoClient.connect(parts.systems.mongoUri);
  const counters = async (): Promise<Record<string, number>> => {
    const {
      insert,
      query,
      update,
      delete: deletes,
    } = (await client.db('admin').command({ serverStatus: 1 })).opcounters;
    return { insert, query, update, delete: deletes };
  };
  try {
    const before = await counters();
    const share = await withProgress(log, 'At rest', () => shareAtRest(parts, () => delay(REST_SECONDS * 1_000)));
    const after = await counters();
    const atRest = Object.fromEntries(
      Object.keys(after).map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / REST_SECONDS]),
    );
    const counts: Record<string, Record<string, number>> = {};
    for (const scenario of scenarios) counts[scenario.name] = await operationsOf(parts, scenario, counters, atRest);
    const lines = Object.entries(counts).map(([name, found]) => `${name.padEnd(12)} ${rounded(found)}`);
    lines.push(`At rest, a second: ${rounded(atRest)}; the services take ${(share * 100).toFixed(1)} % of a core`);
    return { lines, counts: { ...counts, atRest } };
  } finally {
    await client.close();
  }
}

function rounded(counts: Record<string, number>): string {
  const named = Object.entries(counts).map(([name, count]) => `${name} ${count.toFixed(1)}`);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${total.toFixed(1)} (${named.join(', ')})`;
}

function readOptions(): { rounds: number; seconds: number; connections: number; only?: string[] } {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({ options: { rounds: number, seconds: number, connections: number, only: number } });
  const { rounds = '3', seconds = '6', connections = '32', only } = values;
  const numbers = { rounds: Number(rounds), seconds: Number(seconds), connections: Number(connections) };
  for (const [name, value] of Object.entries(numbers))
    if (!Number.isInteger(value) || value < 1) throw new Failure(`--${name} needs a whole number from 1.`);
  return { ...numbers, only: only?.split(',') };
}
