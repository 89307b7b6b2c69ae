// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { endOfLog } from './log-file.mjs';

const DEATHS = 5;
const WITHIN_MS = 60_000;
const FIRST_DELAY_MS = 500;

/**
 * @typedef {object} Supervised
 * @property {string} name
 * @property {string} [logFile]
 * @property {() => Promise<void>} start
 * @property {(listener: (how: string) => void) => void} onUnexpectedExit
 */

/**
 * Starts what dies again, later each time, until it has died too often.
 * @param {Supervised[]} all
 * @param {object} options
 * @param {import('./progress.mjs').Log} options.log
 * @param {AbortSignal} options.signal ends the supervision
 * @param {(failure: Failure) => void} options.giveUp called at most once for each of them
 */
export function keepRunning(all, options) {
  for (const supervised of all) keepOneRunning(supervised, options);
}

/**
 * @param {Supervised} supervised
 * @param {Parameters<typeof keepRunning>[1]} options
 */
function keepOneRunning(supervised, { log, signal, giveUp }) {
  const { name, logFile } = supervised;
  /** @type {number[]} */
  let deaths = [];

  /** @param {string} how */
  const died = async (how) => {
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
