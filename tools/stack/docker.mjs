// @ts-check
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from './checkout.mjs';
import { CommandFailed, runCommand } from './process/command.mjs';
import { uninterrupted } from './process/concurrency.mjs';
import { Daemon } from './process/daemon.mjs';
import { freePort } from './process/ports.mjs';
import { withProgress } from './process/progress.mjs';
import { outputOf } from './programs.mjs';

const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');

/** @typedef {import('./index.mjs').Context} Context */
/** @typedef {'kafka' | 'mongo'} Service as docker-compose.yml names it */

const services = {
  kafka: { title: 'Kafka', port: 9094, portVariable: 'KAFKA_PORT' },
  mongo: { title: 'MongoDB', port: 27017, portVariable: 'MONGO_PORT' },
};

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<boolean>} whether there is an engine, with Docker Compose
 */
export async function dockerAnswers(environment) {
  const questions = [
    ['docker', 'version', '--format', '{{.Server.Version}}'],
    ['docker', 'compose', 'version'],
  ];
  const answers = await Promise.all(questions.map((question) => outputOf(question, environment)));
  return answers.every((answer) => answer !== undefined);
}

/** The containers of one data directory: a Compose project of their own, beside whatever else runs from docker-compose.yml. */
export class Containers {
  #context;
  #environment;
  #project;
  /** @type {Promise<void> | undefined} the containers of an earlier run are gone, and their ports free */
  #cleared;
  /** @type {Promise<void>} the last Compose command; two at once would both create the project's network */
  #last = Promise.resolve();

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.#environment = { ...context.environment };
    this.#project = `twotier-${createHash('sha256').update(context.dataDir).digest('hex').slice(0, 8)}`;
  }

  /**
   * @param {Service} service
   * @param {{ signal: AbortSignal }} options
   * @returns {Promise<{ server: import('./server.mjs').Server, port: number } | undefined>} undefined when Docker cannot run it
   */
  async start(service, { signal }) {
    const { log } = this.#context;
    const { title } = services[service];
    try {
      await this.#removeOlder(signal);
      const port = await this.#choosePort(service);
      await withProgress(log, `${title}: in Docker, on 127.0.0.1:${port}`, () =>
        this.#compose(['up', '--wait', service], signal),
      );
      return { server: await this.#server(service), port };
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      log(`${title}: not in Docker. ${error.message}`);
      return undefined;
    }
  }

  /** Keeps the volumes, but for those of a stack on ephemeral ports: nobody would find them again. */
  async remove() {
    if (this.#cleared)
      await this.#compose(this.#context.ephemeralPorts ? ['down', '--volumes'] : ['down'], uninterrupted);
  }

  /** @param {AbortSignal} signal */
  #removeOlder(signal) {
    return (this.#cleared ??= this.#compose(this.#context.fresh ? ['down', '--volumes'] : ['down'], signal));
  }

  /** @param {Service} service */
  async #choosePort(service) {
    const { ephemeralPorts, environment } = this.#context;
    const { port: usual, portVariable } = services[service];
    const port = await freePort(ephemeralPorts ? undefined : Number(environment[portVariable] ?? usual));
    this.#environment[portVariable] = String(port);
    return port;
  }

  /**
   * @param {Service} service
   * @returns {Promise<import('./server.mjs').Server>}
   */
  async #server(service) {
    const watch = await this.#watch(service);
    await watch.start();
    return {
      origin: 'docker',
      name: service,
      kill: async () => {
        await watch.kill();
        await this.#compose(['kill', service], uninterrupted);
      },
      start: async () => {
        await this.#compose(['up', '--wait', service], uninterrupted);
        await watch.start();
      },
      stop: async () => {
        await watch.kill();
        await this.#compose(['stop', service], uninterrupted);
      },
      onUnexpectedExit: (listener) => watch.onUnexpectedExit(listener),
    };
  }

  /**
   * @param {Service} service
   * @returns {Promise<Daemon>} a process that ends when the container does
   */
  async #watch(service) {
    const { dataDir, log, record } = this.#context;
    const container = await outputOf([...this.#command, 'ps', '--quiet', service], this.#environment);
    return new Daemon({
      name: `${service}-container`,
      command: ['docker', 'wait', container?.trim() ?? ''],
      environment: this.#environment,
      logFile: join(dataDir, 'logs', 'docker.log'),
      record,
      log,
      answers: async () => true,
      startLimitMs: 5_000,
      stopLimitMs: 5_000,
    });
  }

  get #command() {
    return ['docker', 'compose', '--project-name', this.#project, '--file', COMPOSE_FILE];
  }

  /**
   * @param {string[]} args
   * @param {AbortSignal} signal
   */
  #compose(args, signal) {
    const { dataDir, record } = this.#context;
    const options = {
      name: 'docker',
      logFile: join(dataDir, 'logs', 'docker.log'),
      record,
      environment: this.#environment,
      signal,
    };
    const run = this.#last.then(() => runCommand([...this.#command, ...args], options));
    this.#last = run.catch(() => {});
    return run;
  }
}
