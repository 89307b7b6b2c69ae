import { type ServiceName } from '#lib/contracts';

/** The names of all topics and groups, under one prefix. */
export class Topics {
  constructor(readonly prefix: string) {}

  events(service: ServiceName): string {
    return `${this.prefix}.${service}.events`;
  }

  /** Where the last state of each thing is that the service owns. */
  state(service: ServiceName): string {
    return `${this.prefix}.${service}.state`;
  }

  commands(service: ServiceName): string {
    return `${this.prefix}.${service}.commands`;
  }

  group(service: ServiceName): string {
    return `${this.prefix}.${service}`;
  }

  /** Begins the names of the groups in which a service reads states that it begins with. */
  beginners(service: ServiceName): string {
    return `${this.group(service)}.states-`;
  }

  deadLetters(topic: string, group: string): string {
    return `${topic}.${group}.dlt`;
  }

  /** Where dead letters are published again, read by that group alone. */
  redrive(topic: string, group: string): string {
    return `${topic}.${group}.redrive`;
  }
}
