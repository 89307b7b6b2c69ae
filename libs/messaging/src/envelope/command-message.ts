import { type IHeaders } from 'kafkajs';
import { decodeHeaders, MalformedEventError, parseJson } from './cloud-event.js';

/** Who sent a command, and which one it is. The two together are the same for a repeat. */
export interface CommandEnvelope {
  id: string;
  /** The platform that sent it, a URI reference. Nothing proves it: who may write to the topic may name any source. */
  source: string;
  /** The CloudEvents type; absent when it is missing. */
  type?: string;
  correlationId: string;
  traceparent?: string;
  /** Whether an operator gave it to the service again, after it was parked. */
  redriven: boolean;
}

/** A command as a handler receives it. */
export interface CommandMessage<Payload extends object = object> extends CommandEnvelope {
  type: string;
  /** When its sender says it made it; absent when the sender does not say. */
  time?: Date;
  data: Payload;
}

/** A command that cannot be read, which its sender is to be told. */
export interface UnreadableCommand extends CommandEnvelope {
  /** What is wrong with it; never its values. */
  reason: string;
}

const MAX_ID_LENGTH = 256;
const idForm = /^[\x20-\x7e]+$/;
const sourceForm = /^[\x21-\x7e]+$/;
const correlationIdForm = /^[\w.:-]{1,128}$/;
const traceparentForm = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Reads who sent a command. Without that nobody could be answered, so it has to be right. */
export function readEnvelope(headers: IHeaders | undefined, redriven: boolean): CommandEnvelope {
  const text = decodeHeaders(headers);
  const { ce_id: id, ce_source: source, ce_type: type, ce_correlationid: correlationId, traceparent } = text;
  if (!isText(id, idForm) || !isText(source, sourceForm)) {
    throw new MalformedEventError(
      `The headers ce_id and ce_source are required, with up to ${MAX_ID_LENGTH} printable characters: commands are ` +
        'CloudEvents 1.0 in binary mode.',
    );
  }
  return {
    id,
    source,
    ...(type && { type }),
    redriven,
    correlationId: correlationId && correlationIdForm.test(correlationId) ? correlationId : id,
    ...(traceparent && traceparentForm.test(traceparent) && { traceparent }),
  };
}

/** Reads the rest; the payload stays plain JSON until its contract has been found. */
export function readCommand(
  envelope: CommandEnvelope,
  headers: IHeaders | undefined,
  value: Buffer | null,
): CommandMessage {
  const { ce_specversion: version, ce_time: given } = decodeHeaders(headers);
  if (version !== '1.0') throw new MalformedEventError('The header ce_specversion must be 1.0.');
  if (!envelope.type) throw new MalformedEventError('The header ce_type is required.');
  const time = given === undefined ? undefined : new Date(given);
  if (time && Number.isNaN(time.getTime())) {
    throw new MalformedEventError('The header ce_time must be an ISO 8601 time, if it is present.');
  }
  return { ...envelope, type: envelope.type, ...(time && { time }), data: parseJson(value) };
}

function isText(text: string | undefined, form: RegExp): text is string {
  return text !== undefined && text.length <= MAX_ID_LENGTH && form.test(text);
}
