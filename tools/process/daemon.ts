import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { endOfLog, openLogFile } from './command.ts';
import { eventually, uninterrupted } from './concurrency.ts';
import { type ProcessRecord, signalGroup } from './leftovers.ts';
import { Failure } from './program.ts';
import { type Log } from './progress.ts';

const DEATHS = 5;
const WITHIN_MS = 60_000;
const FIRST_DELAY_MS = 500;

export interface DaemonOptions {
  name: string;
  command: string[];
  environment: NodeJS.ProcessEnv;
  /** Its working directory. */
  directory?: string;
  logFile: string;
  record: ProcessRecord;
  log: Log;
  /** Whether it does its work. */
  answers: () => Promise<boolean>;
  startLimitMs: number;
  stopLimitMs: number;
}

/**
 * A process that is meant to run until it is stopped. It leads a process group of its own: Ctrl-C reaches it through us
 * only, in our order.
 */
export class Daemon {
  readonly name: string;
  readonly logFile: string;
  /** The process id of the current or the last start; -1 before the first. */
  pid = -1;
  readonly #options: DaemonOptions;
  #exited: Promise<void> | undefined;
  #exitExpected = false;
  readonly #exitListeners: ((how: string) => void)[] = [];

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.name = options.name;
    this.logFile = options.logFile;
  }

  get running(): boolean {
    return this.#exited !== undefined;
  }

  /** Resolves when it answers. The signal stops it again. */
  async start(signal: AbortSignal = uninterrupted): Promise<void> {
    const { answers, startLimitMs: limitMs } = this.#options;
    if (this.running) throw new Error(`${this.name} runs already`);
    this.#exitExpected = true;
    let failure = this.#spawn();
    try {
      const answered = await eventually(async () => !this.running || (await answers()), { limitMs, signal });
      if (!answered) failure ??= `it did not answer within ${limitMs / 1000} s`;
      if (!this.running) failure ??= 'it ended at once';
      if (failure) throw new Failure(`${this.name} did not start: ${failure}. ${endOfLog(this.logFile)}`);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#exitExpected = false;
  }

  /** Resolves after it has ended. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    this.#exitExpected = true;
    signalGroup(this.pid, signal);
    await this.#exited;
  }

  /** It hangs until it is thawed: nothing answers, and no connection ends. */
  freeze(): Promise<void> {
    if (this.running) signalGroup(this.pid, 'SIGSTOP');
    return Promise.resolve();
  }

  thaw(): Promise<void> {
    if (this.running) signalGroup(this.pid, 'SIGCONT');
    return Promise.resolve();
  }

  /** Asks it to end, and kills it when it does not. */
  async stop(): Promise<void> {
    const { log, stopLimitMs } = this.#options;
    const patience = setTimeout(() => {
      log(`${this.name} did not stop within ${stopLimitMs / 1000} s and is killed`);
      signalGroup(this.pid, 'SIGKILL');
    }, stopLimitMs);
    await this.kill('SIGTERM').finally(() => clearTimeout(patience));
  }

  /** The listener is called when it ends without having been told to. */
  onUnexpectedExit(listener: (how: string) => void): void {
    this.#exitListeners.push(listener);
  }

  /** Why it could not be started, if it could not. */
  #spawn(): string | undefined {
    const { command, environment: env, directory: cwd, record } = this.#options;
    const [program = '', ...args] = command;
    const output = openLogFile(this.logFile);
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('error', () => undefined);
    if (child.pid === undefined) return `${program} cannot be run`;
    this.pid = child.pid;
    record.add(this.name, child.pid);
    this.#exited = once(child, 'exit').then((exit) => {
      const [exitCode, signal] = exit as [number | null, NodeJS.Signals | null];
      this.#exited = undefined;
      record.remove(this.pid);
      if (!this.#exitExpected) for (const listener of this.#exitListeners) listener(signal ?? `exit code ${exitCode}`);
    });
    return undefined;
  }
}

export interface Supervised {
  name: string;
  /** Of one that runs here. */
  logFile?: string;
  start: () => Promise<void>;
  onUnexpectedExit: (listener: (how: string) => void) => void;
}

export interface Supervision {
  log: Log;
  /** Ends the supervision. */
  signal: AbortSignal;
  /** Called at most once for each of them. */
  giveUp: (failure: Failure) => void;
}

/** Starts what dies again, later each time, until it has died too often. */
export function keepRunning(all: readonly Supervised[], { log, signal, giveUp }: Supervision): void {
  for (const supervised of all) {
    const { name, logFile } = supervised;
    let deaths: number[] = [];
    const died = async (how: string): Promise<void> => {
      if (signal.aborted) return;
      deaths = [...deaths.filter((at) => Date.now() - at < WITHIN_MS), Date.now()];
      if (deaths.length >= DEATHS) {
        const end = logFile ? `. ${endOfLog(logFile)}` : '';
        return giveUp(new Failure(`${name} died ${DEATHS} times within a minute, the last time by ${how}${end}`));
      }
      const delayMs = FIRST_DELAY_MS * 2 ** (deaths.length - 1);
      log(`${name} died (${how}) and is started again in ${delayMs / 1000} s`);
      try {
        await delay(delayMs, undefined, { signal });
        await supervised.start();
        log(`${name} is back`);
      } catch (error) {
        await died(error instanceof Error ? error.message : String(error));
      }
    };
    supervised.onUnexpectedExit((how) => void died(how));
  }
}
