// @ts-check
import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { eventually, uninterrupted } from './concurrency.mjs';
import { Failure } from './failure.mjs';
import { endOfLog, openLogFile } from './log-file.mjs';
import { signalGroup } from './process-record.mjs';

/**
 * @typedef {object} DaemonOptions
 * @property {string} name
 * @property {string[]} command
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} [directory] working directory
 * @property {string} logFile
 * @property {import('./process-record.mjs').ProcessRecord} record
 * @property {import('./progress.mjs').Log} log
 * @property {() => Promise<boolean>} answers whether it does its work
 * @property {number} startLimitMs
 * @property {number} stopLimitMs
 */

/**
 * A process that is meant to run until it is stopped. It leads a process group of its own: Ctrl-C reaches it through us
 * only, in our order.
 */
export class Daemon {
  #options;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<void>} */
  #exited = Promise.resolve();
  #exitExpected = false;
  /** @type {((how: string) => void)[]} */
  #exitListeners = [];

  /** @param {DaemonOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get name() {
    return this.#options.name;
  }

  get logFile() {
    return this.#options.logFile;
  }

  get running() {
    return this.#child !== undefined;
  }

  /** The process id of the current or the last start; -1 before the first. */
  pid = -1;

  /**
   * Resolves when it answers.
   * @param {AbortSignal} [signal] stops it again
   */
  async start(signal = uninterrupted) {
    const { name, answers, startLimitMs, logFile } = this.#options;
    if (this.running) throw new Error(`${name} runs already`);
    this.#exitExpected = true;
    let failure = this.#spawn();
    try {
      const answered = await eventually(async () => !this.running || (await answers()), {
        limitMs: startLimitMs,
        signal,
      });
      if (!answered) failure ??= `it did not answer within ${startLimitMs / 1000} s`;
      if (!this.running) failure ??= 'it ended at once';
    } catch (error) {
      await this.stop();
      throw error;
    }
    if (failure) {
      await this.stop();
      throw new Failure(`${name} did not start: ${failure}. ${endOfLog(logFile)}`);
    }
    this.#exitExpected = false;
  }

  /**
   * Resolves after it has ended.
   * @param {NodeJS.Signals} [signal]
   */
  async kill(signal = 'SIGKILL') {
    if (!this.running) return;
    this.#exitExpected = true;
    signalGroup(this.pid, signal);
    await this.#exited;
  }

  /** Asks it to end, and kills it when it does not. */
  async stop() {
    const { name, log, stopLimitMs } = this.#options;
    const patience = setTimeout(() => {
      log(`${name} did not stop within ${stopLimitMs / 1000} s and is killed`);
      signalGroup(this.pid, 'SIGKILL');
    }, stopLimitMs);
    try {
      await this.kill('SIGTERM');
    } finally {
      clearTimeout(patience);
    }
  }

  /** @param {(how: string) => void} listener called when it ends without having been told to */
  onUnexpectedExit(listener) {
    this.#exitListeners.push(listener);
  }

  /** @returns {string | undefined} why it could not be started */
  #spawn() {
    const { command, environment, directory, logFile, record, name } = this.#options;
    const [program = '', ...args] = command;
    const output = openLogFile(logFile);
    const child = spawn(program, args, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    child.once('error', () => {});
    if (child.pid === undefined) return `${program} cannot be run`;
    this.pid = child.pid;
    this.#child = child;
    record.add(name, child.pid, command);
    this.#exited = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        this.#ended(signal ?? `exit code ${code}`);
        resolve();
      }),
    );
    return undefined;
  }

  /** @param {string} how */
  #ended(how) {
    this.#child = undefined;
    this.#options.record.remove(this.pid);
    if (!this.#exitExpected) for (const listener of this.#exitListeners) listener(how);
  }
}
