// @ts-check
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/**
 * What the workers of Jest may do to a process that Jest's set-up has started.
 * @typedef {{ kill(): Promise<void>, stop(): Promise<void>, start(): Promise<void>, freeze(): Promise<void>, thaw(): Promise<void>, isRunning(): Promise<boolean> }} Controlled
 */

/**
 * Answers lines that the workers of Jest send.
 * @param {(request: any) => Promise<unknown>} answer
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function listenToWorkers(answer) {
  const server = createServer((socket) => {
    createInterface(socket).on('line', (line) => {
      answer(JSON.parse(line)).then(
        (result) => socket.end(JSON.stringify({ result })),
        (error) => socket.end(JSON.stringify({ error: String(error) })),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { port, close: async () => void server.close() };
}

/**
 * @param {number} port where Jest's set-up listens
 * @param {object} request
 * @returns {Promise<any>} what it answers
 */
export async function askSetUp(port, request) {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${JSON.stringify(request)}\n`);
  const { result, error } = JSON.parse(await text(socket));
  if (error) throw new Error(error);
  return result;
}

/**
 * @param {number} port where Jest's set-up listens
 * @param {string} name of the process
 * @returns {Controlled}
 */
export function remote(port, name) {
  /** @param {keyof Controlled} action */
  const does = (action) => () => askSetUp(port, { name, action });
  return {
    kill: does('kill'),
    stop: does('stop'),
    start: does('start'),
    freeze: does('freeze'),
    thaw: does('thaw'),
    isRunning: does('isRunning'),
  };
}
