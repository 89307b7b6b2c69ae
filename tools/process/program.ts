import { constants } from 'node:os';

const STOP_SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 500;

/** What can go wrong without anyone having made a mistake in here: its message is all that people need. */
export class Failure extends Error {}

/** Somebody asked for an end; carried as the reason of the abort signal. */
class Interruption extends Failure {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`Interrupted (${signal})`);
    this.signal = signal;
  }
}

/** Runs a whole program: turns signals into an abort signal, errors into a message, and both into the exit code. */
export async function runProgram(main: (signal: AbortSignal) => Promise<number>): Promise<never> {
  // kafkajs sets timeouts that have passed already, of which Node warns.
  process.removeAllListeners('warning');
  // A terminal that was closed takes no output any more, which must not keep us from stopping what we started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.exit(await main(interruption()).catch(explain));
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => controller.abort(new Interruption(signal));
  // Ctrl-C arrives twice under npm, from the terminal and from npm. An abort signal takes the first.
  for (const signal of STOP_SIGNALS) process.on(signal, interrupt);
  // The process that started this one as its second half is gone.
  process.on('disconnect', () => interrupt('SIGTERM'));
  // npm passes a signal to the shell that it runs a script in, which ends without passing it on.
  const parent = process.ppid;
  const check = (): void => void (process.ppid !== parent && interrupt('SIGTERM'));
  if (process.env.npm_lifecycle_event) setInterval(check, PARENT_CHECK_MS).unref();
  return controller.signal;
}

function explain(error: unknown): number {
  if (error instanceof Interruption) {
    console.error(error.message);
    return 128 + constants.signals[error.signal];
  }
  console.error(error instanceof Failure ? `\n${error.message}` : error);
  return 1;
}
