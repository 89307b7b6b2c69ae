export { createCommand, outcomeOf, type Command, type CommandMessage } from './command.ts';
export { ProjectionConsumer, ReactionConsumer, type Handlers, type Outcome } from './consumer.ts';
export { readEvent, type EventOf, type PlatformEvent } from './event.ts';
export type * from './generated/payloads.ts';
export { InvalidMessageError, type HeaderValue, type KafkaMessage } from './kafka-message.ts';
export { StateConsumer, startOfLog, type Offsets, type StateHandlers } from './state-consumer.ts';
export { readState, type PlatformState, type StateOf } from './state.ts';
export { MemoryStore, type ConsumerStore } from './store.ts';
export {
  isEventType,
  isStateType,
  topicOf,
  validated,
  type CommandType,
  type EventType,
  type StateType,
} from './validation.ts';
