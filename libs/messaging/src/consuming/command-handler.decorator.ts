import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type CommandContract } from '#lib/contracts';
import { HandlerErrors } from './handler-errors.filter.js';

const UNREADABLE = 'unreadable-command';

/**
 * Subscribes a controller method to one command of the service's command topic. The method takes
 * `@Payload() command: CommandMessage<Payload>` and is called with a valid payload, at least once, in the order of each key.
 */
export function CommandHandler(contract: CommandContract): MethodDecorator {
  return applyDecorators(EventPattern<string>(contract.type, { contracts: [contract] }), UseFilters(HandlerErrors));
}

/**
 * Tells a controller method of each command that cannot be read, before that is parked: an unknown type or version, or a
 * payload that its contract does not allow. The method takes `@Payload() command: UnreadableCommand`.
 */
export function UnreadableCommandHandler(): MethodDecorator {
  return applyDecorators(EventPattern<string>(UNREADABLE), UseFilters(HandlerErrors));
}

/** The handler of unreadable commands among all handlers of a service. */
export function unreadableHandlerOf<Handler>(handlers: ReadonlyMap<string, Handler>): Handler | undefined {
  return handlers.get(UNREADABLE);
}
