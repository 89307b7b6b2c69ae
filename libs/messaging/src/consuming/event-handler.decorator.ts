import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type EventContract } from '#lib/contracts';
import { HandlerErrors } from './handler-errors.filter.js';

/**
 * Subscribes a controller method to an event, or to each of several. The method takes `@Payload() event: EventMessage<Payload>`
 * and is called with a valid payload, at least once, in the order of each aggregate's events.
 */
export function EventHandler(...contracts: EventContract[]): MethodDecorator {
  const types = contracts.map(({ type }) => type);
  return applyDecorators(EventPattern<string[]>(types, { contracts }), UseFilters(HandlerErrors));
}
