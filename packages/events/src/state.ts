import { InvalidMessageError, jsonValue, textHeaders, type KafkaMessage } from './kafka-message.ts';
import { type StatePayloads } from './generated/payloads.ts';
import { isStateType, validated, type StateType } from './validation.ts';

/** What is so, or, without `data`, that there is none any more. */
export interface StateOf<Type extends StateType> {
  type: Type;
  /** The key of the message: the id of what it is the state of. */
  key: string;
  /** The service that owns it, such as `/services/customers`. */
  source: string;
  /** The aggregate that it is part of: the subject of the events about it. */
  subject: string;
  /** The last event of the aggregate that it includes; 0: none. */
  sequence: number;
  /** Only grows for a key. */
  version: number;
  time: Date;
  /** Absent: there is none any more. */
  data?: StatePayloads[Type];
}

/** Any state of the platform. `type` tells them apart. */
export type PlatformState = { [Type in StateType]: StateOf<Type> }[StateType];

/**
 * Reads a state, and checks its payload.
 * @returns undefined for a type that this version of the package does not know: a newer platform may have some
 * @throws InvalidMessageError for what is no state of the platform
 */
export function readState({ headers, value }: KafkaMessage): PlatformState | undefined {
  const text = textHeaders(headers);
  const { ce_type: type, ce_source: source, ce_subject: subject, ce_partitionkey: key } = text;
  if (!type || !source || !subject || !key) {
    throw new InvalidMessageError('The headers ce_type, ce_source, ce_subject and ce_partitionkey are required.');
  }
  if (!isStateType(type)) return undefined;
  const [sequence, version] = [Number(text['ce_sequence']), Number(text['ce_stateversion'])];
  if (!Number.isSafeInteger(sequence) || sequence < 0 || !Number.isSafeInteger(version) || version < 1) {
    throw new InvalidMessageError('The headers ce_sequence and ce_stateversion must be whole numbers.');
  }
  const time = new Date(text['ce_time'] ?? '');
  const data = value === null ? {} : { data: validated(type, jsonValue(value)) };
  return { type, key, source, subject, sequence, version, time, ...data } as PlatformState;
}
