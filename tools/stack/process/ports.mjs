// @ts-check
import { createServer } from 'node:net';

// Below the range that operating systems take for outgoing connections: a server that is down for a moment finds its port free again.
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

/** @type {Set<number>} ports handed out by this process, which their servers may not have opened yet */
const handedOut = new Set();

/**
 * @param {number} [preferred] taken if it is free
 * @returns {Promise<number>} a TCP port that nothing listens on
 */
export async function freePort(preferred) {
  if (preferred !== undefined && (await isAvailable(preferred))) return handOut(preferred);
  for (;;) {
    const candidate = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (await isAvailable(candidate)) return handOut(candidate);
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether nothing listens on it
 */
export async function isFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

/** @param {number} port */
async function isAvailable(port) {
  return !handedOut.has(port) && (await isFree(port));
}

/** @param {number} port */
function handOut(port) {
  handedOut.add(port);
  return port;
}

/**
 * @param {number} port
 * @param {string | undefined} host all interfaces without it
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
