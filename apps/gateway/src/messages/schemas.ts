import { schemaUri } from '#lib/contracts';
import { isCompacted, nameIn, type Channel, type MessagesDocument, type Schema } from './document.js';

/** The payload of one message in JSON Schema 2020-12, complete in itself. */
export interface MessageSchema extends Schema {
  $schema: string;
  $id: string;
  title: string;
  examples: object[];
  $defs?: Record<string, Schema>;
}

/**
 * The schema of a message. It takes each payload of this type that was ever published: what came later may be absent, and fields that it
 * does not name may be there.
 * @param publicUrl where the gateway is reached; its `$id` begins with it
 */
export function schemaOf(document: MessagesDocument, type: string, publicUrl: string): MessageSchema {
  const message = document.components.messages[type];
  if (!message) throw new Error(`There is no message ${type}.`);
  const { summary, payload, examples } = message;
  const { schemas } = document.components;
  const name = nameIn(payload);
  const parts = partsOf(schemas[name] ?? {}, schemas).filter((part) => part !== name);
  const $defs = Object.fromEntries(parts.map((part) => [part, schemas[part] as Schema]));
  const { description: _, ...own } = schemas[name] ?? {};
  return withLocalReferences({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaUri(publicUrl, type),
    title: type,
    description: summary,
    ...own,
    examples: examples.map((example) => example.payload),
    ...(parts.length > 0 && { $defs }),
  });
}

/** The names of the schemas that a schema consists of, in the order of their first use. */
export function partsOf(schema: Schema, schemas: Record<string, Schema>): string[] {
  const found = new Set<string>();
  const visit = ({ $ref, items, allOf = [], properties = {} }: Schema): void => {
    if ($ref !== undefined && !found.has(nameIn({ $ref }))) {
      found.add(nameIn({ $ref }));
      visit(schemas[nameIn({ $ref })] ?? {});
    }
    for (const inner of [...(items ? [items] : []), ...allOf, ...Object.values(properties)]) visit(inner);
  };
  visit(schema);
  return [...found];
}

function withLocalReferences(schema: MessageSchema): MessageSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' ? (value as string).replace('#/components/schemas/', '#/$defs/') : value,
  );
  return JSON.parse(text) as MessageSchema;
}

/** What `/schemas` answers. */
export interface SchemaIndex {
  schemas: { type: string; kind: 'event' | 'state' | 'command'; topic: string; summary: string; schema: string }[];
}

export function indexOf(document: MessagesDocument, publicUrl: string): SchemaIndex {
  const schemas = Object.entries(document.channels).flatMap(([name, channel]) =>
    Object.keys(channel.messages).map((type) => ({
      type,
      kind: kindOf(document, name, channel),
      topic: channel.address,
      summary: document.components.messages[type]?.summary ?? '',
      schema: schemaUri(publicUrl, type),
    })),
  );
  return { schemas };
}

function kindOf(document: MessagesDocument, name: string, channel: Channel): 'event' | 'state' | 'command' {
  if (isTaken(document, name)) return 'command';
  return isCompacted(channel) ? 'state' : 'event';
}

/** Whether the platform takes what is on the channel, rather than sending it. */
export function isTaken({ operations }: MessagesDocument, channel: string): boolean {
  return Object.values(operations).some((each) => each.action === 'receive' && nameIn(each.channel) === channel);
}
