import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type EventContract } from '#lib/contracts';
import { HandlerErrors } from './handler-errors.filter.js';

/**
 * Subscribes a controller method to one event. The method takes `@Payload() event: EventMessage<Payload>` and is called
 * with a valid payload, at least once, in the order of each aggregate's events.
 */
export function EventHandler(contract: EventContract): MethodDecorator {
  return applyDecorators(EventPattern<string>(contract.type, { contract }), UseFilters(HandlerErrors));
}
