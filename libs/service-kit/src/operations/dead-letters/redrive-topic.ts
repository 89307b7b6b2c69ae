import { type ServiceName } from '#lib/contracts';
import { Topics } from '#lib/messaging';
import { type StoredLetter } from './dead-letters.repository.js';

/**
 * Where the service reads what it is given again. A platform that has moved to topics under another prefix reads nothing under the one
 * that a letter was parked with.
 */
export function redriveTopicOf(
  { deadLetterTopic, group }: Pick<StoredLetter, 'deadLetterTopic' | 'group'>,
  service: ServiceName,
  prefix: string,
): string {
  const topics = new Topics(prefix);
  const [before, after] = [group.slice(0, -service.length), topics.group(service).slice(0, -service.length)];
  const origin = deadLetterTopic.slice(before.length, -topics.deadLetters('', group).length);
  return topics.redrive(after + origin, topics.group(service));
}
