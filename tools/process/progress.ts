import ora from 'ora';

const REPORT_INTERVAL_MS = 15_000;

/** Prints one line. On a terminal it also shows the steps that are under way, below everything printed. */
export interface Log {
  (line: string): void;
  /** Shows what `describe` says until the returned function is called. */
  watch?: (describe: () => string) => () => void;
}

/** Runs one step of which people should see that it goes on, and prints how long it took. */
export async function withProgress<Result>(
  log: Log,
  title: string,
  work: (report: (detail: string) => void) => Promise<Result>,
): Promise<Result> {
  const startedAt = Date.now();
  let detail = '';
  const describe = (): string => [title, detail, elapsedSince(startedAt)].filter(Boolean).join(', ');
  const stopWatching = log.watch ? log.watch(describe) : printFromTimeToTime(log, describe);
  try {
    const result = await work((text) => (detail = text));
    log(`${title} (${elapsedSince(startedAt)})`);
    return result;
  } finally {
    stopWatching();
  }
}

/** Such as `3.4 s` or `2 min 5 s`. */
export function elapsedSince(startedAt: number): string {
  const seconds = (Date.now() - startedAt) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

export function consoleLog(stream: NodeJS.WriteStream = process.stdout): Log {
  // Some terminals have no width, and cannot be redrawn.
  return stream.isTTY && stream.columns ? terminalLog(stream) : (line) => void stream.write(`${line}\n`);
}

function printFromTimeToTime(log: Log, describe: () => string): () => void {
  const timer = setInterval(() => log(`  … ${describe()}`), REPORT_INTERVAL_MS);
  return () => clearInterval(timer);
}

function terminalLog(stream: NodeJS.WriteStream): Log {
  const underWay = new Set<() => string>();
  const suffixText = (): string => [...underWay].map((describe) => describe()).join(' · ');
  const spinner = ora({ stream, suffixText, discardStdin: false });
  const log: Log = (line) => {
    spinner.clear();
    stream.write(`${line}\n`);
  };
  log.watch = (describe) => {
    underWay.add(describe);
    spinner.start();
    return () => {
      underWay.delete(describe);
      if (underWay.size === 0) spinner.stop();
    };
  };
  return log;
}
