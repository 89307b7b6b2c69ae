import { type ServiceName } from '#lib/contracts';

/** The names of all topics and groups, under one prefix. */
export class Topics {
  constructor(readonly prefix: string) {}

  events(service: ServiceName): string {
    return `${this.prefix}.${service}.events`;
  }

  commands(service: ServiceName): string {
    return `${this.prefix}.${service}.commands`;
  }

  group(service: ServiceName): string {
    return `${this.prefix}.${service}`;
  }

  deadLetters(topic: string, group: string): string {
    return `${topic}.${group}.dlt`;
  }

  /** Where dead letters are published again, read by that group alone. */
  redrive(topic: string, group: string): string {
    return `${topic}.${group}.redrive`;
  }
}
