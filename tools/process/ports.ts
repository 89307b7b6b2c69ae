import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import getPort, { portNumbers } from 'get-port';

// Below the range that operating systems take for outgoing connections: a server that is down for a moment finds its port free again.
const FIRST_PORT = 20_000;
const LAST_PORT = 24_999;
/** Two processes that ask at the same time begin at different places. */
const STRETCH = 1_000;
/** From a port to the one that its holder listens on as long as it lives, so that no other process takes the port. */
const TO_CLAIM = 5_000;

/** A TCP port that nothing listens on, and that no other process has been given; the preferred one if it is free. */
export async function freePort(preferred?: number): Promise<number> {
  for (;;) {
    const start = randomInt(FIRST_PORT, LAST_PORT - STRETCH);
    const stretch = portNumbers(start, start + STRETCH);
    const port = await getPort({ port: preferred ? [preferred, ...stretch] : stretch, reserve: true });
    if (port === preferred || (await claim(port))) return port;
  }
}

/** Between the moment at which a port is found free and that at which a server listens on it, another process would find it free as well. */
async function claim(port: number): Promise<boolean> {
  const holder = createServer().listen({ port: port + TO_CLAIM, host: '127.0.0.1', exclusive: true });
  holder.unref();
  return once(holder, 'listening').then(
    () => true,
    () => false,
  );
}
