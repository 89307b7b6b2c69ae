import { randomUUID } from 'node:crypto';
import { type PlatformEvent } from './event.ts';
import { type CommandPayloads } from './generated/payloads.ts';
import { InvalidMessageError } from './kafka-message.ts';
import { topicOf, validated, type CommandType } from './validation.ts';

/** What the platform is to do. */
export interface Command<Type extends CommandType = CommandType> {
  type: Type;
  /** The sending platform, a URI, which the operator or the partner has registered. */
  source: string;
  data: CommandPayloads[Type];
  /** A repeat of a command has the same id; a new command has a new one, which is made if it is not given. */
  id?: string;
  /** When the command was made; now, if it is not given. */
  time?: Date;
  /** Is in all events that follow from the command. */
  correlationId?: string;
  /** W3C trace context. */
  traceparent?: string;
  /** What keeps the order of commands; the customer that the command is about, if it is not given. */
  key?: string;
  /** `TOPIC_PREFIX` of the platform, if it is not `twotier`. */
  topicPrefix?: string;
}

/** A command as a message, for any client. */
export interface CommandMessage {
  topic: string;
  id: string;
  source: string;
  message: { key: string; value: string; headers: Record<string, string> };
}

/**
 * Makes the message of a command: CloudEvents 1.0 in binary mode. To be able to repeat it, keep the message, or its id.
 * @throws InvalidMessageError for a payload that the platform would not take
 */
export function createCommand<Type extends CommandType>(command: Command<Type>): CommandMessage {
  const { type, source, id = randomUUID(), time = new Date(), correlationId, traceparent, topicPrefix } = command;
  const data = validated(type, structuredClone(command.data));
  const { customerId } = data as { customerId?: string };
  const key = command.key ?? customerId;
  if (!key) throw new InvalidMessageError(`${type}: say which key keeps the order of such commands.`);
  const headers = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_subject: key,
    ce_time: time.toISOString(),
    'content-type': 'application/json',
    ...(correlationId !== undefined && { ce_correlationid: correlationId }),
    ...(traceparent !== undefined && { traceparent }),
  };
  return {
    topic: topicOf(type, topicPrefix),
    id,
    source,
    message: { key, value: JSON.stringify(data), headers },
  };
}

/** Whether an event is what became of a command: `accepted` for its effect, `rejected` for its refusal; undefined for other events. */
export function outcomeOf(
  { id, source }: Pick<CommandMessage, 'id' | 'source'>,
  event: PlatformEvent,
): 'accepted' | 'rejected' | undefined {
  if (event.type === 'io.twotier.command.rejected.v1') {
    const { commandId, commandSource } = event.data;
    return commandId === id && commandSource === source ? 'rejected' : undefined;
  }
  return event.causationId === id && event.actor?.endsWith(`/${source}`) ? 'accepted' : undefined;
}
