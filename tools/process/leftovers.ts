import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './concurrency.ts';
import { Failure } from './program.ts';
import { type Log } from './progress.ts';

const FOLDER = 'processes';
/** Of the data directory itself, of those of tests, and of those of their suites. */
const RECORDS = `{,*/,*/*/}${FOLDER}/*.json`;
const STOP_LIMIT_MS = 20_000;

interface RunningProcess {
  pid: number;
  startedAt: string;
}
interface RecordedProcess extends RunningProcess {
  name: string;
  owner: RunningProcess;
}

/** What a data directory's owner has started, on disk: whoever comes after a killed owner finds what it left behind. */
export class ProcessRecord {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(makePrivate(dataDir), FOLDER);
  }

  add(name: string, pid: number): void {
    const startedAt = startOf(pid);
    if (!startedAt) return;
    const recorded: RecordedProcess = {
      name,
      pid,
      startedAt,
      owner: { pid: process.pid, startedAt: startOf(process.pid) ?? '' },
    };
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(this.#fileOf(pid), JSON.stringify(recorded), { flush: true });
  }

  remove(pid: number): void {
    rmSync(this.#fileOf(pid), { force: true });
  }

  #fileOf(pid: number): string {
    return join(this.#folder, `${pid}.json`);
  }
}

/** From now on nobody else on this machine reads what this process and its children write, wherever it is moved to. */
export function writePrivately(): void {
  process.umask(0o077);
}

/**
 * Makes a data directory ours: stops what a killed earlier run left behind in it or below it. Fails when another process
 * that still runs uses it.
 */
export async function claimDataDirectory(dataDir: string, log: Log): Promise<void> {
  makePrivate(dataDir);
  await stopLeftovers(dataDir, log);
  const inUse = recordedIn(dataDir, `${FOLDER}/*.json`).find(belongsToAnother);
  if (inUse)
    throw new Failure(`${dataDir} is in use by process ${inUse.owner.pid}, which runs ${inUse.name}. Stop it first.`);
}

/** Claims a data directory and removes all that is in it. Fails when another process uses it, or a directory in it. */
export async function emptyDataDirectory(dataDir: string, log: Log): Promise<void> {
  await claimDataDirectory(dataDir, log);
  const inUse = recordedIn(dataDir).find(belongsToAnother);
  if (inUse) throw new Failure(`${dataDir} cannot be emptied: process ${inUse.owner.pid} runs ${inUse.name} in it.`);
  for (const entry of readdirSync(dataDir)) rmSync(join(dataDir, entry), { recursive: true });
}

/** Stops what is recorded in or below a data directory, still runs, and has lost the process that started it. */
export async function stopLeftovers(dataDir: string, log: Log): Promise<void> {
  const orphans = recordedIn(dataDir).filter(({ owner }) => !isRunning(owner));
  for (const orphan of orphans) {
    if (isRunning(orphan)) await stopOrphan(orphan, log);
    rmSync(orphan.file, { force: true });
  }
}

async function stopOrphan(orphan: RecordedProcess, log: Log): Promise<void> {
  const { name, pid } = orphan;
  const gone = (): Promise<boolean> => eventually(() => !isRunning(orphan), { limitMs: STOP_LIMIT_MS });
  log(`Stopping ${name} (process ${pid}), left behind by an earlier run that was killed`);
  signalGroup(pid, 'SIGTERM');
  if (await gone()) return;
  log(`${name} did not stop within ${STOP_LIMIT_MS / 1000} s and is killed`);
  signalGroup(pid, 'SIGKILL');
  await gone();
}

/** Signals a process that leads a group, and all that it has started. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function belongsToAnother(recorded: RecordedProcess): boolean {
  return recorded.owner.pid !== process.pid && isRunning(recorded) && isRunning(recorded.owner);
}

function isRunning({ pid, startedAt }: RunningProcess): boolean {
  return startOf(pid) === startedAt;
}

/**
 * When a process started, which tells it from a later one with the same id; undefined when there is none, or only its
 * unreaped remains.
 */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
        .trim()
        .split(/\s+/);
      return state?.startsWith('Z') ? undefined : started.join(' ');
    }
    // The fields after the command, which is in parentheses and may hold anything, begin with the third: the state.
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return state === 'Z' ? undefined : `${boot}/${fields[18]}`;
  } catch {
    return undefined;
  }
}

/** The last started first: applications before the servers that they use. */
function recordedIn(dataDir: string, pattern = RECORDS): (RecordedProcess & { file: string })[] {
  const read = (name: string): (RecordedProcess & { file: string })[] => {
    const file = join(dataDir, name);
    try {
      return [{ ...(JSON.parse(readFileSync(file, 'utf8')) as RecordedProcess), file }];
    } catch {
      // It has just ended, or its owner was killed while writing this.
      return [];
    }
  };
  const order = ({ startedAt }: RunningProcess): number => Number(startedAt.split('/').at(-1)) || Date.parse(startedAt);
  return globSync(pattern, { cwd: dataDir })
    .flatMap(read)
    .sort((one, other) => order(other) - order(one));
}

/** Keys, tokens and mails are in it: nobody else on this machine reads what is in the directory. */
function makePrivate(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  return directory;
}
