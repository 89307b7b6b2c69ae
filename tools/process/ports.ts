import { randomInt } from 'node:crypto';
import getPort, { portNumbers } from 'get-port';

// Below the range that operating systems take for outgoing connections: a server that is down for a moment finds its port free again.
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;
/** Two processes that ask at the same time begin at different places. */
const STRETCH = 1_000;

/** A TCP port that nothing listens on; the preferred one if it is free. */
export function freePort(preferred?: number): Promise<number> {
  const start = randomInt(FIRST_PORT, LAST_PORT - STRETCH);
  const stretch = portNumbers(start, start + STRETCH);
  return getPort({ port: preferred ? [preferred, ...stretch] : stretch, reserve: true });
}
