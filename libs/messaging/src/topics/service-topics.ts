import { type CommandContract, type EventContract, type ServiceName } from '#lib/contracts';
import { type Topics } from './topics.js';

/** A topic that a service uses, and what it does there. */
export interface ServiceTopic {
  topic: string;
  partitions: number;
  /** Longer messages than brokers take by themselves. */
  maxMessageBytes?: number;
  reads: boolean;
  writes: boolean;
}

/** Brokers take messages of about a megabyte, and the cause makes a parked one longer: it has to be taken too. */
const MAX_DEAD_LETTER_BYTES = 2_097_152;

/**
 * Every topic that a service writes or reads; whoever starts first creates it.
 * @param contracts what the service handles
 * @param partitions of a topic of events or commands
 */
export function topicsOf(
  service: ServiceName,
  contracts: readonly (EventContract | CommandContract)[],
  names: Topics,
  partitions: number,
): ServiceTopic[] {
  const group = names.group(service);
  const own = names.events(service);
  const sources = new Set(contracts.map((contract) => sourceOf(contract, names)));
  return [
    ...[...new Set([own, ...sources])].map((topic) => ({
      topic,
      partitions,
      reads: sources.has(topic),
      writes: topic === own,
    })),
    ...[...sources].flatMap((topic) => [
      {
        topic: names.deadLetters(topic, group),
        partitions: 1,
        maxMessageBytes: MAX_DEAD_LETTER_BYTES,
        reads: false,
        writes: true,
      },
      { topic: names.redrive(topic, group), partitions: 1, reads: true, writes: false },
    ]),
  ];
}

function sourceOf({ kind, service }: EventContract | CommandContract, names: Topics): string {
  return kind === 'event' ? names.events(service) : names.commands(service);
}
