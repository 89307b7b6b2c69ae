import { type ServiceName } from '#lib/contracts';

/** How a service takes part in messaging. */
export interface MessagingOptions {
  service: ServiceName;
  brokers: string[];
  /** Prefix of every topic and group, such as `twotier`. */
  topicPrefix: string;
  /** Partitions of a topic of events or commands when it is created. */
  partitions: number;
  replicationFactor: number;
  /** Where the gateway is reached; the schemas of messages are there. */
  publicUrl: string;
  /** After how many seconds without a sign of life an instance of the service loses its partitions to others. */
  sessionTimeoutSeconds: number;
}

export const MESSAGING_OPTIONS = Symbol('MessagingOptions');
