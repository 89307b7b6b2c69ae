import { type MessageHandler } from '@nestjs/microservices';
import { type KafkaMessage } from 'kafkajs';
import { parsePayload, type CommandContract } from '#lib/contracts';
import {
  readCommand,
  readEnvelope,
  type CommandEnvelope,
  type CommandMessage,
} from '../../envelope/command-message.js';
import { callHandler, contractOf, Dispatcher, otherVersionOf, type Handlers, type Place } from './dispatcher.js';
import { isMessageAtFault, UnknownCommandError, UnknownVersionError } from './failure.js';
import { runInContext, type OperationContext } from '../operation-context.js';

/** Where the commands of one topic go. */
export interface CommandHandlers {
  commands: Handlers;
  /** Is told of a command that cannot be read, before that is parked. */
  unreadable?: MessageHandler;
}

/** Gives commands to their handlers. Nothing is skipped: a command that cannot be read is refused and parked. */
export class CommandDispatcher extends Dispatcher {
  constructor(
    private readonly handlers: CommandHandlers,
    /** Whether the topic holds commands that were parked before. */
    private readonly redriven: boolean,
  ) {
    super();
  }

  protected async handle({ headers, value, offset }: KafkaMessage, from: Place): Promise<void> {
    const envelope = readEnvelope(headers, this.redriven);
    const work = async (): Promise<void> => {
      const [handler, command] = await this.readOrRefuse(envelope, () => {
        const read = readCommand(envelope, headers, value);
        const found = this.handlerOf(read);
        read.data = parsePayload(contractOf(read.type, found) as CommandContract, read.data);
        return [found, read] as const;
      });
      await callHandler(handler, command);
    };
    const { traceparent, type } = envelope;
    const known = type !== undefined && this.handlers.commands.has(type) ? type : undefined;
    await this.traced({ type: known, traceparent, offset }, from, () => runInContext(contextOf(envelope), work));
  }

  private async readOrRefuse<Read>(envelope: CommandEnvelope, read: () => Read): Promise<Read> {
    try {
      return read();
    } catch (error) {
      const { unreadable } = this.handlers;
      if (isMessageAtFault(error) && unreadable) {
        await callHandler(unreadable, { ...envelope, reason: (error as Error).message });
      }
      throw error;
    }
  }

  private handlerOf({ type }: CommandMessage): MessageHandler {
    const { commands } = this.handlers;
    const handler = commands.get(type);
    if (handler) return handler;
    const known = otherVersionOf(type, commands);
    if (known) throw new UnknownVersionError(`${type} is not known here; this version reads ${known}.`);
    throw new UnknownCommandError(
      `${type} is not a command of this topic, which takes ${[...commands.keys()].join(', ')}.`,
    );
  }
}

/** What a command causes is traced back to it. Who acts by it is for its handler to find out. */
function contextOf({ id, correlationId, traceparent }: CommandEnvelope): OperationContext {
  return { correlationId, causationId: id, ...(traceparent && { traceparent }) };
}
