import { type TappedEvent } from './event-tap.js';

/** The sequences of each subject in the order in which they were first seen: repeats left out. */
export function firstOccurrences(events: TappedEvent[]): Map<string, number[]> {
  const bySubject = new Map<string, number[]>();
  for (const { headers } of events) {
    const subject = headers['ce_subject'] ?? '';
    const seen = bySubject.get(subject) ?? [];
    const sequence = Number(headers['ce_sequence']);
    if (!seen.includes(sequence)) seen.push(sequence);
    bySubject.set(subject, seen);
  }
  return bySubject;
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
