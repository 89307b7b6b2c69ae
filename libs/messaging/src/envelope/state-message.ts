import { schemaUri } from '#lib/contracts';
import { type MessagingOptions } from '../messaging-options.js';
import { type PendingStates, type PublicState } from './stored-event.js';

/** What compaction leaves of a key: its last state, or for a while that there is none any more. */
export interface StateRecord {
  key: string;
  value: string | null;
  headers: Record<string, string>;
}

/**
 * A state in the envelope of events: CloudEvents 1.0, binary mode. `ce_subject` is the aggregate and `ce_sequence` the last of its events
 * that the state includes; `ce_stateversion` only ever grows for a key. Without data the value is null, and the headers say of what.
 */
export function toStateRecord(
  { service, publicUrl }: Pick<MessagingOptions, 'service' | 'publicUrl'>,
  subject: string,
  { version, sequence }: Pick<PendingStates, 'version' | 'sequence'>,
  { key, type, data }: PublicState,
  now: Date,
): StateRecord {
  return {
    key,
    value: data ? JSON.stringify(data) : null,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${key}@${version}`,
      ce_type: type,
      ce_source: `/services/${service}`,
      ce_subject: subject,
      ce_time: now.toISOString(),
      ce_sequence: String(sequence),
      ce_stateversion: String(version),
      ce_partitionkey: key,
      ...(data && { 'content-type': 'application/json', ce_dataschema: schemaUri(publicUrl, type) }),
    },
  };
}
