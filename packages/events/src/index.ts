export { createCommand, outcomeOf, type Command, type CommandMessage } from './command.js';
export { ProjectionConsumer, ReactionConsumer, type Handlers, type Outcome } from './consumer.js';
export { readEvent, type EventOf, type PlatformEvent } from './event.js';
export type * from './generated/payloads.js';
export { InvalidMessageError, type HeaderValue, type KafkaMessage } from './kafka-message.js';
export { MemoryStore, type ConsumerStore } from './store.js';
export { isEventType, topicOf, type CommandType, type EventType } from './validation.js';
