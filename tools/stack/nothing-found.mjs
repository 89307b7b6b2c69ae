// @ts-check
import { Failure } from './process/failure.mjs';

export const KAFKA = { server: 'Kafka', setting: 'KAFKA_BROKERS=host:9092' };
export const MONGODB = { server: 'MongoDB', setting: 'MONGODB_URI=mongodb://host:27017' };

/** None of the three ways to get a server is open. The message names what is missing, and every way out. */
export class NothingFound extends Failure {
  /** @param {{ server: string, setting: string, missing: string[] }[]} needs */
  constructor(needs) {
    super(
      [
        `There is no ${needs.map(({ server }) => server).join(' and no ')}, and no way to start one here.`,
        ...needs.flatMap(({ server, missing }) => [
          `Missing for an embedded ${server}:`,
          ...missing.map((part) => `  - ${part}`),
        ]),
        'Three ways out:',
        `  1. Name what runs already: ${needs.map(({ setting }) => setting).join(' ')}`,
        '  2. Start a Docker engine with Docker Compose: containers are used then',
        '  3. Install what is missing',
      ].join('\n'),
    );
    this.name = 'NothingFound';
  }
}
