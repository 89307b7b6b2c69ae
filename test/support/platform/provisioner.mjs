// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { PROJECT_NODE, ROOT } from '../../../tools/stack/checkout.mjs';
import { PROVISION_SCRIPT } from '../../../tools/platform/provision.ts';

/** @typedef {import('../../../tools/platform/provision.ts').Provision} Provision */

/** Sets up tenants and users, request after request, in one process that lasts until it is closed. */
export class Provisioner {
  #environment;
  /** @type {ReturnType<typeof provisioning> | undefined} */
  #process;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {NodeJS.ProcessEnv} environment that of an identity service that runs here */
  constructor(environment) {
    // What the services leave to their sweeps is not for this process to do.
    this.#environment = { ...environment, SWEEP_INTERVAL_SECONDS: '86400' };
  }

  /** @type {Provision} */
  provision = (request) => {
    const answer = this.#last.then(() => {
      this.#process ??= provisioning(this.#environment);
      return this.#process.provision(request);
    });
    this.#last = answer.catch(() => (this.#process = undefined));
    return answer;
  };

  async close() {
    await this.#last;
    await this.#process?.end();
  }
}

/** @param {NodeJS.ProcessEnv} environment */
function provisioning(environment) {
  const child = spawn(PROJECT_NODE, [PROVISION_SCRIPT], { cwd: ROOT, env: environment });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const errors = text(child.stderr);
  const ended = once(child, 'exit');
  return {
    /** @type {Provision} */
    async provision(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`Users could not be set up: ${(await errors).trim()}`);
      return JSON.parse(value);
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}
