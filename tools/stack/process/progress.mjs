// @ts-check
const REPORT_INTERVAL_MS = 15_000;
const FRAME_MS = 100;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Prints one line. A log that can do better than lines also has `watch`: it shows what `describe` says until the returned function is called.
 * @typedef {((line: string) => void) & { watch?: (describe: () => string) => () => void }} Log
 */

/**
 * Runs one step of which people should see that it goes on, and prints how long it took.
 * @template Result
 * @param {Log} log
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withProgress(log, title, work) {
  const startedAt = Date.now();
  let detail = '';
  const watch = log.watch ?? ((describe) => printFromTimeToTime(log, describe));
  const stopWatching = watch(() => [title, detail, elapsedSince(startedAt)].filter(Boolean).join(', '));
  try {
    const result = await work((text) => (detail = text));
    log(`${title} (${elapsedSince(startedAt)})`);
    return result;
  } finally {
    stopWatching();
  }
}

/**
 * @param {number} startedAt milliseconds since the epoch
 * @returns {string} such as `3.4 s` or `2 min 5 s`
 */
export function elapsedSince(startedAt) {
  const seconds = (Date.now() - startedAt) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/**
 * A log on standard output. On a terminal the steps under way share one line below everything printed.
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Log}
 */
export function consoleLog(stream = process.stdout) {
  return stream.isTTY ? terminalLog(stream) : (line) => void stream.write(`${line}\n`);
}

/**
 * @param {Log} log
 * @param {() => string} describe
 */
function printFromTimeToTime(log, describe) {
  const timer = setInterval(() => log(`  … ${describe()}`), REPORT_INTERVAL_MS);
  return () => clearInterval(timer);
}

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {Log}
 */
function terminalLog(stream) {
  /** @type {Set<() => string>} */
  const underWay = new Set();
  let frame = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const clear = () => stream.write('\r\x1b[K');
  const draw = () => {
    if (underWay.size === 0) return;
    const text = [...underWay].map((describe) => describe()).join(' · ');
    clear();
    stream.write(`${FRAMES[frame++ % FRAMES.length]} ${text}`.slice(0, stream.columns - 1));
  };

  /** @type {Log} */
  const log = (line) => {
    clear();
    stream.write(`${line}\n`);
    draw();
  };
  log.watch = (describe) => {
    underWay.add(describe);
    timer ??= setInterval(draw, FRAME_MS);
    return () => {
      underWay.delete(describe);
      clear();
      if (underWay.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
  return log;
}
