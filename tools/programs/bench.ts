// `npm run bench [-- --rounds N --seconds N --connections N --only create,read]`: compares the platform with what its work
// costs at least, and with other ways to build it, all on the same servers and in alternating rounds; docs/performance.md
// says how to read it.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { EventBench, type WorkOff } from '../bench/events.ts';
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
const APPLIED = 200;
const BACKLOG = 50_000;

await runProgram(bench);

async function bench(signal: AbortSignal): Promise<number> {
  if (process.platform !== 'linux') throw new Failure('The bench reads what Linux says of processes: run it on Linux.');
  const { rounds, only, ...options } = readOptions();
  const log = consoleLog();
  await emptyDataDirectory(DATA_DIR, log);
  await build({ dataDir: DATA_DIR, log, signal });
  const systems = await withProgress(log, 'Servers, services and what they are compared with', () =>
    startSystems({ dataDir: DATA_DIR, log, signal }),
  );
  try {
    const { token, scenarios: all, attest } = await withProgress(log, 'Customers', () => prepare(systems));
    const scenarios = all.filter(({ name }) => !only || only.includes(name.split(' ')[0] ?? ''));
    const parts: Bench = { ...options, systems, token, processes: processesIn(DATA_DIR) };
    const atStart = memoryOfServices(parts);
    const operations = await countOperations(parts, scenarios, log);
    const results = new Results(await measureAll(parts, scenarios, rounds, log, signal));
    const atEnd = memoryOfServices(parts);
    const events = only ? undefined : await measureEvents(parts, attest, log);
    log(['', ...results.table(), '', 'CPU of our processes, seconds per 1,000:', ...results.byProcess()].join('\n'));
    log(['', 'Operations on the database for one request:', ...operations.lines].join('\n'));
    log(`Memory of the services: ${atStart.now.toFixed(0)} MiB with little work, ${atEnd.peak.toFixed(0)} MiB at most`);
    if (events) log(events.lines.join('\n'));
    log(['', ...results.targets()].join('\n'));
    const file = join(DATA_DIR, 'results.json');
    const memory = { atStart: atStart.now, peak: atEnd.peak };
    await writeFile(
      file,
      JSON.stringify({ rounds: results.rounds, operations: operations.counts, events, memory }, null, 2),
    );
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

async function measureEvents(
  parts: Bench,
  attest: () => Promise<string>,
  log: Log,
): Promise<{ lines: string[]; applied: object; workOff: WorkOff }> {
  const events = await EventBench.open(parts);
  try {
    const { ours, bare } = await withProgress(log, 'Events, one at a time', () => events.applied(APPLIED, attest));
    const workOff = await withProgress(log, 'A backlog of events', () => events.workOff(BACKLOG));
    const applied = { ours: percentiles(ours), bare: percentiles(bare) };
    const shown = ({ p50, p99 }: { p50: number; p99: number }): string => `${p50.toFixed(1)} and ${p99.toFixed(1)}`;
    const lines = [
      `From an answer to applied in the other service, p50 and p99 in ms: ${shown(applied.ours)}; bare ${shown(applied.bare)}`,
      `  p99, ours / bare: ${(applied.ours.p99 / applied.bare.p99).toFixed(2)}; at most 3`,
      `A backlog of ${BACKLOG} events, a second: ${workOff.ours.toFixed(0)}; bare ${workOff.bare.toFixed(0)}`,
      `  ours / bare: ${(workOff.ours / workOff.bare).toFixed(2)}; at least 0.6`,
    ];
    return { lines, applied, workOff };
  } finally {
    await events.close();
  }
}

function percentiles(values: number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
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
