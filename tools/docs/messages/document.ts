import { type Type } from '@nestjs/common';

/** An event, a state or a command, with what its comments and samples say. */
export interface Contract {
  kind: 'event' | 'state' | 'command';
  /** Of a state: the field that is its key. */
  key?: string;
  type: string;
  name: string;
  service: string;
  version: number;
  payload: Type;
  summary: string;
  samples: object[];
}

/** What is used here of JSON Schema. */
export interface Schema {
  type?: string;
  $ref?: string;
  description?: string;
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  default?: unknown;
  items?: Schema;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
}

export interface Message {
  summary?: string;
  payload?: Schema;
  examples?: { payload: unknown }[];
  bindings?: { kafka: { key: { description: string } } };
}

/** What is used here of AsyncAPI 3.1. */
export interface MessagesDocument {
  channels?: Record<string, { title?: string; address?: string; messages?: Record<string, object> }>;
  operations?: Record<string, { action: string; channel: { $ref: string } }>;
  components?: { messages?: Record<string, Message>; schemas?: Record<string, Schema> };
}

/** Such as `CustomerState` in `#/components/schemas/CustomerState`. */
export function nameIn($ref: string = ''): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}
