// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeSync, closeSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { endOfLog, openLogFile } from './log-file.mjs';
import { signalGroup } from './process-record.mjs';

const STOP_LIMIT_MS = 5_000;

/** A command that ended badly; the message says how its log ends. */
export class CommandFailed extends Failure {}

/**
 * Runs a command to its end, in a process group of its own: Ctrl-C reaches it through us only, in our order.
 * @param {string[]} command
 * @param {object} options
 * @param {string} options.name
 * @param {string} [options.logFile] without it the output goes where ours goes
 * @param {import('./process-record.mjs').ProcessRecord} options.record
 * @param {AbortSignal} options.signal
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {string} [options.directory]
 * @param {(line: string) => void} [options.onLine] needs a log file
 * @param {boolean} [options.yields] leaves the processor to others that want it
 * @returns {Promise<void>}
 */
export async function runCommand(command, options) {
  const { name, logFile, record, signal, environment, directory, onLine, yields = false } = options;
  signal.throwIfAborted();
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', ...outputs(logFile)],
    detached: true,
  });
  child.once('error', () => {});
  if (logFile) keepOutput(child, logFile, onLine);
  const { pid } = child;
  if (pid === undefined) throw new CommandFailed(`${name} failed: ${program} cannot be run`);
  if (yields) setPriority(pid, constants.priority.PRIORITY_LOW);
  record.add(name, pid, command);
  const stop = () => void stopGroup(pid, child);
  signal.addEventListener('abort', stop);
  try {
    const [code, killedBy] = await once(child, 'close');
    signal.throwIfAborted();
    if (code !== 0)
      throw new CommandFailed(
        `${name} failed (${killedBy ?? `exit code ${code}`}). ${logFile ? endOfLog(logFile) : ''}`,
      );
  } finally {
    signal.removeEventListener('abort', stop);
    record.remove(pid);
  }
}

/**
 * @param {string | undefined} logFile
 * @returns {['pipe' | 'inherit', 'pipe' | 'inherit']}
 */
function outputs(logFile) {
  return logFile ? ['pipe', 'pipe'] : ['inherit', 'inherit'];
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} logFile
 * @param {(line: string) => void} [onLine]
 */
function keepOutput(child, logFile, onLine) {
  const log = openLogFile(logFile);
  child.once('close', () => closeSync(log));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => writeSync(log, chunk));
    if (stream && onLine) createInterface({ input: stream }).on('line', onLine);
  }
}

/**
 * @param {number} pid
 * @param {import('node:child_process').ChildProcess} child
 */
async function stopGroup(pid, child) {
  signalGroup(pid, 'SIGTERM');
  await delay(STOP_LIMIT_MS, undefined, { ref: false });
  if (child.exitCode === null && child.signalCode === null) signalGroup(pid, 'SIGKILL');
}
