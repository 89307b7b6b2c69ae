import { type KafkaMessage } from 'kafkajs';

/** On what is given to a group again: the place of the message that it is. Only the topics for that are read for it. */
export const REDRIVEN_OF = 'redriven_of';

/** A message that was parked, and why. */
export interface ParkedLetter {
  /** `<topic>/<partition>/<offset>` where it was published first: the same however often it is given again. */
  place: string;
  deadLetterTopic: string;
  group: string;
  error: Error;
  attempts: number;
  message: Pick<KafkaMessage, 'key' | 'value' | 'headers'>;
}

/** Remembers what a service has parked, so that it can be looked at and decided on. Each call may come more than once. */
export interface ParkedLetters {
  /** Rejects when that is not possible now: the message is parked again then. */
  parked(letter: ParkedLetter): Promise<void>;
  /** What was parked has been handled by now. */
  handled(place: string): Promise<void>;
}

export function placeOf(topic: string, partition: number, offset: string): string {
  return `${topic}/${partition}/${offset}`;
}
