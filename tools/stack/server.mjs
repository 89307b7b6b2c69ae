// @ts-check

/**
 * A server of the stack. `kill` and `start` reject for one that the environment names: it is not ours.
 * @typedef {object} Server
 * @property {Origin} origin
 * @property {string} name
 * @property {string} [logFile] of an embedded one
 * @property {() => Promise<void>} kill ends it without warning, as `kill -9` does
 * @property {() => Promise<void>} start again, on the same port and data; resolves when it answers
 * @property {() => Promise<void>} stop
 * @property {(listener: (how: string) => void) => void} onUnexpectedExit
 */

/** @typedef {'environment' | 'docker' | 'embedded'} Origin */
/** @typedef {Server & { brokers: string }} KafkaServer */
/** @typedef {Server & { uri: string }} MongoServer the URI names no database, unless the environment's does */

/**
 * @param {import('./process/daemon.mjs').Daemon} daemon
 * @returns {Server}
 */
export function embeddedServer(daemon) {
  return {
    origin: 'embedded',
    name: daemon.name,
    logFile: daemon.logFile,
    kill: () => daemon.kill('SIGKILL'),
    start: () => daemon.start(),
    stop: () => daemon.stop(),
    onUnexpectedExit: (listener) => daemon.onUnexpectedExit(listener),
  };
}

/**
 * @param {string} name
 * @param {string} address
 * @returns {Server}
 */
export function environmentServer(name, address) {
  const notOurs = async () => {
    throw new Error(`${name} at ${address} comes from the environment: it is not ours to stop or start.`);
  };
  return {
    origin: 'environment',
    name,
    kill: notOurs,
    start: notOurs,
    stop: async () => {},
    onUnexpectedExit: () => {},
  };
}

/** @param {number} port on this machine */
export function mongoUri(port) {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}
