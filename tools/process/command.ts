import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { constants as os, setPriority } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { type ProcessRecord, signalGroup } from './leftovers.ts';
import { Failure } from './program.ts';

const STOP_LIMIT_MS = 5_000;
const ANSWER_LIMIT_MS = 5_000;
const LAST_LINES = 20;

/** A command that ended badly; the message says how its log ends. */
export class CommandFailed extends Failure {}

export interface CommandOptions {
  name: string;
  /** Without it the output goes where ours goes. */
  logFile?: string;
  record: ProcessRecord;
  signal: AbortSignal;
  environment: NodeJS.ProcessEnv;
  directory?: string;
  /** Needs a log file. */
  onLine?: (line: string) => void;
  /** Leaves the processor to others that want it. */
  yields?: boolean;
}

/** Runs a command to its end, in a process group of its own: Ctrl-C reaches it through us only, in our order. */
export async function runCommand([program = '', ...args]: string[], options: CommandOptions): Promise<void> {
  const { name, logFile, record, signal, environment: env, directory: cwd, onLine, yields } = options;
  signal.throwIfAborted();
  const log = logFile ? openLogFile(logFile) : undefined;
  const output = onLine ? 'pipe' : (log ?? 'inherit');
  const running = { detached: true, reject: false, buffer: false, all: true } as const;
  const streams = { stdin: 'ignore', stdout: output, stderr: output } as const;
  const child = execa(program, args, { cwd, env, extendEnv: false, ...running, ...streams });
  const { pid } = child;
  let patience: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (!pid) return;
    signalGroup(pid, 'SIGTERM');
    patience = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_LIMIT_MS);
  };
  signal.addEventListener('abort', stop);
  if (pid) record.add(name, pid);
  if (pid && yields) giveWay(pid);
  if (onLine && child.all) {
    createInterface({ input: child.all }).on('line', (line) => {
      if (log) writeSync(log, `${line}\n`);
      onLine(line);
    });
  }
  const { failed, exitCode, signal: killedBy } = await child;
  signal.removeEventListener('abort', stop);
  clearTimeout(patience);
  if (log) closeSync(log);
  if (!pid) throw new CommandFailed(`${name} failed: ${program} cannot be run`);
  record.remove(pid);
  signal.throwIfAborted();
  if (!failed) return;
  throw new CommandFailed(
    `${name} failed (${killedBy ?? `exit code ${exitCode}`}). ${logFile ? endOfLog(logFile) : ''}`,
  );
}

/** Why a command ended badly, if it did. What else went wrong is thrown. */
export async function failureOf(command: Promise<void>): Promise<CommandFailed | undefined> {
  try {
    await command;
    return undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return error;
    throw error;
  }
}

/** Leaves the processor to others: a process of another session on Linux, or of the same one. */
function giveWay(pid: number): void {
  setPriority(pid, os.priority.PRIORITY_LOW);
  try {
    // Linux may share the processor among sessions first, by a priority of their own, and each of our commands leads one.
    writeFileSync(`/proc/${pid}/autogroup`, String(os.priority.PRIORITY_LOW));
  } catch {
    // Sessions are not told apart here.
  }
}

/** What a command printed on both streams; undefined when it failed or took longer than five seconds. */
export async function outputOf([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = { env, extendEnv: false, all: true, reject: false, timeout: ANSWER_LIMIT_MS } as const;
  const { failed, all } = await execa(program, args, options);
  return failed ? undefined : all;
}

/** The program's absolute path, as found on the PATH. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const directories = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A file descriptor that appends. Execa takes any, and declares the standard ones. */
export function openLogFile(file: string): 1 {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a') as 1;
}

/** Where the log is and how it ends, for an error message. */
export function endOfLog(file: string): string {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES) : [];
  return [`The end of ${file}:`, ...lines.map((line) => `  | ${line}`)].join('\n');
}
