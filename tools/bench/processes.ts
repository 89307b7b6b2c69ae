import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** What Linux counts processor time in, a second. */
const TICKS = 100;

/** Seconds of processor time by the names of processes, and of the whole machine. */
export interface ProcessorTime {
  of: Record<string, number>;
  /** All that the machine did, for whomever. */
  machine: number;
}

interface Process {
  group: number;
  seconds: number;
}

/** The processes of a data directory, by their names; each leads a group of all that it has started. */
export function processesIn(dataDir: string): Map<string, number> {
  const folder = join(dataDir, 'processes');
  const records = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return new Map(records.map(({ name, pid }: { name: string; pid: number }) => [name, pid]));
}

/** What they have used until now. The one that asks is counted as `load`. */
export function processorTime(groups: ReadonlyMap<string, number>): ProcessorTime {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const of = Object.fromEntries(
    [...groups].map(([name, group]) => [name, sum(all.filter((each) => each.group === group))]),
  );
  const { user, system } = process.cpuUsage();
  return { of: { ...of, load: (user + system) / 1e6 }, machine: machineSeconds() };
}

/** The share of the machine's processors that others had between two moments, from 0 to 1. */
export function shareOfOthers(before: ProcessorTime, after: ProcessorTime, seconds: number): number {
  const own = Object.keys(after.of).map((name) => (after.of[name] ?? 0) - (before.of[name] ?? 0));
  const others = after.machine - before.machine - own.reduce((total, each) => total + each, 0);
  return Math.max(0, others / seconds / cpus().length);
}

/** What a process has in memory now, with its part of what it shares with others, and the most that it has had, with all of that, in MiB. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const mebibytes = (file: string, name: string): number => {
    const text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1_024;
  };
  return { now: mebibytes('smaps_rollup', 'Pss'), peak: mebibytes('status', 'VmHWM') };
}

function readProcess(pid: string): Process[] {
  try {
    // The name of a program, in parentheses, may hold blanks.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\))/);
    const [group = 0, user = 0, system = 0] = [2, 11, 12].map((index) => Number(fields.split(' ')[index]));
    return [{ group, seconds: (user + system) / TICKS }];
  } catch {
    // It has ended.
    return [];
  }
}

function sum(processes: Process[]): number {
  return processes.reduce((total, { seconds }) => total + seconds, 0);
}

function machineSeconds(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((total, each) => total + each, 0) / 1_000;
}
