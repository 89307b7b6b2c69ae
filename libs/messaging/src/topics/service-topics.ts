import { type CommandContract, type EventContract, type ServiceName } from '#lib/contracts';
import { type MessagingOptions } from '../messaging-options.js';
import { deadLetterSettings, logSettings, stateSettings, type TopicSettings } from './topic-settings.js';
import { type Topics } from './topics.js';

/** A topic that a service uses, and what it does there. */
export interface ServiceTopic {
  topic: string;
  partitions: number;
  settings: TopicSettings;
  /** In its group. */
  reads: boolean;
  writes: boolean;
  /** Reads all of it where it begins with nothing, in a group of its own for that time. */
  beginsWith?: boolean;
  /** Whether the service owns it, and so sees to the settings where the topic exists already. */
  isOwn?: boolean;
  /** Whether keys are spread over its partitions, so that all who use it have to agree on their number. */
  isSpread?: boolean;
}

/**
 * Every topic that a service writes or reads; whoever starts first creates it.
 * @param contracts what the service handles
 */
export function topicsOf(
  service: ServiceName,
  contracts: readonly (EventContract | CommandContract)[],
  names: Topics,
  { partitions, retentionDays }: Pick<MessagingOptions, 'partitions' | 'retentionDays'>,
): ServiceTopic[] {
  const group = names.group(service);
  const [own, ownState] = [names.events(service), names.state(service)];
  const sources = new Set(contracts.map((contract) => sourceOf(contract, names)));
  const owners = new Set(contracts.flatMap((contract) => (contract.kind === 'event' ? [contract.service] : [])));
  const states = [...owners].map((owner) => names.state(owner));
  const settings = logSettings({ retentionDays });
  return [
    ...[...new Set([own, ...sources])].map((topic) => ({
      topic,
      partitions,
      settings,
      reads: sources.has(topic),
      writes: topic === own,
      isSpread: true,
      isOwn: topic === own || topic === names.commands(service),
    })),
    ...[...new Set([ownState, ...states])].map((topic) => ({
      topic,
      partitions,
      settings: stateSettings,
      reads: false,
      writes: topic === ownState,
      beginsWith: states.includes(topic),
      isSpread: true,
      isOwn: topic === ownState,
    })),
    ...[...sources].flatMap((topic) => [
      {
        topic: names.deadLetters(topic, group),
        partitions: 1,
        settings: deadLetterSettings,
        reads: false,
        writes: true,
      },
      { topic: names.redrive(topic, group), partitions: 1, settings: deadLetterSettings, reads: true, writes: true },
    ]),
  ];
}

function sourceOf({ kind, service }: EventContract | CommandContract, names: Topics): string {
  return kind === 'event' ? names.events(service) : names.commands(service);
}
