import { type ServiceName } from '#lib/contracts';
import { type KafkaSecurity } from './broker/kafka-security.js';

/** Where the broker is, and how clients reach it. */
export interface BrokerAccess {
  brokers: string[];
  /** Without it connections are not encrypted, and nobody signs in. */
  security?: KafkaSecurity;
}

/** How a service takes part in messaging. */
export interface MessagingOptions extends BrokerAccess {
  service: ServiceName;
  /** Prefix of every topic and group, such as `twotier`. */
  topicPrefix: string;
  /** Partitions of each topic of events, commands or states. */
  partitions: number;
  replicationFactor: number;
  /** How many days events and commands are kept; 0: for ever; absent: for ever where the topic is new, as it is where it exists. */
  retentionDays?: number | undefined;
  /** Where the gateway is reached; the schemas of messages are there. */
  publicUrl: string;
  /** After how many seconds without a sign of life an instance of the service loses its partitions to others. */
  sessionTimeoutSeconds: number;
}

export const MESSAGING_OPTIONS = Symbol('MessagingOptions');
