// @ts-check
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually, uninterrupted } from './concurrency.mjs';
import { Failure } from './failure.mjs';
import { identityOf } from './process-identity.mjs';

const FILE = 'processes.json';
// The servers' own directories: large, and changing while another run uses them.
const WITHOUT_RECORDS = ['kafka', 'mongo', 'logs'];
const STOP_LIMIT_MS = 20_000;

/** @typedef {{ pid: number, identity: string }} RunningProcess */
/** @typedef {RunningProcess & { name: string, command: string, owner: RunningProcess }} RecordedProcess */

/** What a data directory's owner has started, on disk: whoever comes after a killed owner finds what it left behind. */
export class ProcessRecord {
  #file;

  /** @param {string} dataDir */
  constructor(dataDir) {
    makePrivate(dataDir);
    this.#file = join(dataDir, FILE);
  }

  /**
   * @param {string} name
   * @param {number} pid
   * @param {string[]} command
   */
  add(name, pid, command) {
    const identity = identityOf(pid);
    const owner = { pid: process.pid, identity: identityOf(process.pid) ?? '' };
    if (identity) write(this.#file, [...read(this.#file), { name, pid, identity, command: command.join(' '), owner }]);
  }

  /** @param {number} pid */
  remove(pid) {
    write(
      this.#file,
      read(this.#file).filter((recorded) => recorded.pid !== pid),
    );
  }
}

/**
 * Keys, tokens and mails are in it: nobody else on this machine reads what is in the directory.
 * @param {string} directory
 */
function makePrivate(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
}

/** From now on that holds for each file that this process and its children write, too, wherever it is moved to. */
export function writePrivately() {
  process.umask(0o077);
}

/**
 * Makes a data directory ours: stops what a killed earlier run left behind in it or below it.
 * @param {string} dataDir
 * @param {import('./progress.mjs').Log} log
 * @throws when another process that still runs uses it
 */
export async function claimDataDirectory(dataDir, log) {
  makePrivate(dataDir);
  await stopLeftovers(dataDir, log);
  const inUse = read(join(dataDir, FILE)).find(belongsToAnother);
  if (inUse)
    throw new Failure(`${dataDir} is in use by process ${inUse.owner.pid}, which runs ${inUse.name}. Stop it first.`);
}

/**
 * Claims a data directory and removes all that is in it.
 * @param {string} dataDir
 * @param {import('./progress.mjs').Log} log
 * @throws when another process that still runs uses it, or a directory in it
 */
export async function emptyDataDirectory(dataDir, log) {
  await claimDataDirectory(dataDir, log);
  const file = recordsBelow(dataDir).find((candidate) => read(candidate).some(belongsToAnother));
  if (file) throw new Failure(`${dirname(file)} is in use: ${dataDir} cannot be emptied.`);
  for (const entry of readdirSync(dataDir)) rmSync(join(dataDir, entry), { recursive: true });
}

/**
 * Stops what is recorded in or below a data directory, still runs, and has lost the process that started it.
 * @param {string} dataDir
 * @param {import('./progress.mjs').Log} log
 */
export async function stopLeftovers(dataDir, log) {
  for (const file of recordsBelow(dataDir)) {
    const orphans = read(file).filter(({ owner }) => !isRunning(owner));
    // The last started go first: applications before the servers that they use.
    for (const orphan of orphans.filter(isRunning).reverse()) await stopOrphan(orphan, log);
    if (orphans.length > 0) write(file, read(file).filter(isRunning));
  }
}

/**
 * @param {RecordedProcess} orphan
 * @param {import('./progress.mjs').Log} log
 */
async function stopOrphan(orphan, log) {
  log(`Stopping ${orphan.name} (process ${orphan.pid}), left behind by an earlier run that was killed`);
  signalGroup(orphan.pid, 'SIGTERM');
  const gone = async () => !isRunning(orphan);
  if (await eventually(gone, { limitMs: STOP_LIMIT_MS, signal: uninterrupted })) return;
  log(`${orphan.name} did not stop within ${STOP_LIMIT_MS / 1000} s and is killed`);
  signalGroup(orphan.pid, 'SIGKILL');
  await eventually(gone, { limitMs: STOP_LIMIT_MS, signal: uninterrupted });
}

/**
 * @param {number} pid the leader of a process group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {RecordedProcess} recorded */
function belongsToAnother(recorded) {
  return recorded.owner.pid !== process.pid && isRunning(recorded) && isRunning(recorded.owner);
}

/** @param {RunningProcess} recorded */
function isRunning({ pid, identity }) {
  return identityOf(pid) === identity;
}

/**
 * @param {string} dataDir
 * @returns {string[]}
 */
function recordsBelow(dataDir) {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dataDir, entry.name);
    if (entry.name === FILE) return [path];
    return entry.isDirectory() && !WITHOUT_RECORDS.includes(entry.name) ? recordsBelow(path) : [];
  });
}

/**
 * @param {string} file
 * @returns {RecordedProcess[]}
 */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/**
 * @param {string} file
 * @param {RecordedProcess[]} processes
 */
function write(file, processes) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(processes, undefined, 2)}\n`);
  renameSync(unfinished, file);
}
