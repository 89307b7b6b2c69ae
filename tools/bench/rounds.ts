import { load, type LoadRound } from './load.ts';
import { memoryOf, processorTime, shareOfOthers } from './processes.ts';
import { sendTo, type Scenario, type SystemName } from './scenarios.ts';
import { type RawRound } from './raw-round.ts';
import { type Systems } from './systems.ts';

/** The processes that do the work of a system. */
const SERVICES = ['gateway', 'identity', 'enrollment', 'relationships', 'customers', 'agreements', 'notifications'];
const SERVERS = ['mongo', 'kafka'];
const PROCESSES: Record<SystemName, string[]> = {
  ours: [...SERVICES, ...SERVERS],
  commands: [...SERVICES, ...SERVERS],
  bare: ['bare', 'mongo'],
  nest: ['nest', 'nest-customers', ...SERVERS],
  raw: ['raw', ...SERVERS],
};
/** A round in which others had more of the machine is done again, up to this often. */
const MOST_OF_OTHERS = 0.1;
const TRIES = 3;
const COUNTED = 50;

export interface Round {
  scenario: string;
  system: SystemName;
  /** A second, of what was asked for; undefined as fast as it goes. */
  rate?: number;
  /** A second. */
  throughput: number;
  p50: number;
  p99: number;
  failed: number;
  /** Seconds of processor time for 1,000 requests, of each process. */
  cpu: Record<string, number>;
  /** The share of the machine that others had. */
  others: number;
}

export interface Bench {
  systems: Systems;
  token: string;
  processes: ReadonlyMap<string, number>;
  seconds: number;
  connections: number;
}

/** Measures one system; again if the machine was disturbed. */
export async function measure(bench: Bench, scenario: Scenario, system: SystemName, rate?: number): Promise<Round> {
  let round = await measureOnce(bench, scenario, system, rate);
  for (let attempt = 1; round.others > MOST_OF_OTHERS && attempt < TRIES; attempt++) {
    const again = await measureOnce(bench, scenario, system, rate);
    if (again.others < round.others) round = again;
  }
  return round;
}

export function isDisturbed({ others }: Round): boolean {
  return others > MOST_OF_OTHERS;
}

/** All that a round has cost, of the system's own processes. */
export function totalCpu({ cpu }: Round): number {
  return Object.values(cpu).reduce((total, each) => total + each, 0);
}

async function measureOnce(bench: Bench, scenario: Scenario, system: SystemName, rate?: number): Promise<Round> {
  const { processes } = bench;
  await scenario.prepare?.();
  const before = processorTime(processes);
  const startedAt = performance.now();
  const { done, seconds, failed, p50, p99 } = await perform(bench, scenario, system, rate);
  const after = processorTime(processes);
  const elapsed = (performance.now() - startedAt) / 1_000;
  const cpuOf = (name: string): number => (((after.of[name] ?? 0) - (before.of[name] ?? 0)) / done) * 1_000;
  return {
    scenario: scenario.name,
    system,
    ...(rate !== undefined && { rate }),
    throughput: done / seconds,
    p50,
    p99,
    failed,
    cpu: Object.fromEntries(PROCESSES[system].map((name) => [name, cpuOf(name)])),
    others: shareOfOthers(before, after, elapsed),
  };
}

async function perform(bench: Bench, scenario: Scenario, system: SystemName, rate?: number): Promise<LoadRound> {
  const { seconds, connections, token, systems } = bench;
  const { ours, others } = scenario;
  if (system === 'raw') {
    const body = { kind: others?.raw, seconds, callers: connections };
    const answer = await sendTo(systems.urls.raw, { method: 'POST', path: '/run', body });
    return { ...(JSON.parse(answer) as RawRound), failed: 0 };
  }
  if (system === 'ours')
    return load(systems.platform.gatewayUrl, ours, { seconds, connections, rate, token, amount: scenario.amount });
  if (system === 'commands') {
    if (!others?.commands) throw new Error(`Nobody sends commands to ${scenario.name}.`);
    return others.commands(seconds);
  }
  const caller = others?.[system];
  if (!caller) throw new Error(`${system} does not ${scenario.name}.`);
  return load(systems.urls[system], caller, { seconds, connections, rate });
}

/** What the database is asked for one request of ours, by the names of its counters; what it is asked at rest is left out. */
export async function operationsOf(
  bench: Bench,
  { ours, prepare }: Scenario,
  counters: () => Promise<Record<string, number>>,
  atRest: Record<string, number>,
): Promise<Record<string, number>> {
  await prepare?.();
  const next = ours();
  const send = async (): Promise<void> => {
    const step = next();
    const body = await sendTo(bench.systems.platform.gatewayUrl, step, bench.token);
    step.onAnswer?.(body);
  };
  await send();
  const startedAt = performance.now();
  const before = await counters();
  for (let sent = 0; sent < COUNTED; sent++) await send();
  const after = await counters();
  const elapsed = (performance.now() - startedAt) / 1_000;
  const count = (name: string): number =>
    ((after[name] ?? 0) - (before[name] ?? 0) - (atRest[name] ?? 0) * elapsed) / COUNTED;
  return Object.fromEntries(Object.keys(after).map((name) => [name, Math.max(0, count(name))]));
}

/** MiB of the services together. */
export function memoryOfServices({ processes }: Bench): { now: number; peak: number } {
  const memories = SERVICES.map((name) => memoryOf(processes.get(name) ?? 0));
  const sum = (when: 'now' | 'peak'): number => memories.reduce((total, memory) => total + memory[when], 0);
  return { now: sum('now'), peak: sum('peak') };
}

/** The share of one core that the services take at rest. */
export async function shareAtRest({ processes }: Bench, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const before = processorTime(processes);
  await work();
  const after = processorTime(processes);
  const used = SERVICES.map((name) => (after.of[name] ?? 0) - (before.of[name] ?? 0));
  return used.reduce((total, each) => total + each, 0) / ((performance.now() - startedAt) / 1_000);
}
