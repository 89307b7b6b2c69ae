// @ts-check
import { constants } from 'node:os';
import { Failure } from './failure.mjs';

/** @type {NodeJS.Signals[]} */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const PARENT_CHECK_MS = 500;

/** Somebody asked for an end; carried as the reason of the abort signal. */
export class Interruption extends Failure {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Interrupted (${signal})`);
    this.signal = signal;
  }
}

/**
 * Runs a whole program: turns signals into an abort signal, errors into a message, and both into the exit code.
 * @param {(signal: AbortSignal) => Promise<number>} main resolves to the exit code
 */
export async function runProgram(main) {
  // A terminal that was closed takes no output any more, which must not keep us from stopping what we started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.exit(await main(interruption()).catch(explain));
}

function interruption() {
  const controller = new AbortController();
  const interrupt = (/** @type {NodeJS.Signals} */ signal) => controller.abort(new Interruption(signal));
  // Ctrl-C arrives twice under npm, from the terminal and from npm. An abort signal takes the first.
  for (const signal of STOP_SIGNALS) process.on(signal, interrupt);
  // The process that started this one as its second half is gone.
  process.on('disconnect', () => interrupt('SIGTERM'));
  if (process.env.npm_lifecycle_event) whenParentEnds(() => interrupt('SIGTERM'));
  return controller.signal;
}

/**
 * npm passes a signal to the shell that it runs a script in, which ends without passing it on.
 * @param {() => void} listener
 */
function whenParentEnds(listener) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/**
 * @param {unknown} error
 * @returns {number} the exit code
 */
function explain(error) {
  if (error instanceof Interruption) {
    console.error(error.message);
    return 128 + constants.signals[error.signal];
  }
  console.error(error instanceof Failure ? `\n${error.message}` : error);
  return 1;
}
