// docs/reference/events.md: all events and commands with their fields, from the AsyncAPI document.
import { table } from '../markdown.ts';
import { nameIn, type Message, type MessagesDocument, type Schema } from './document.ts';

const INTRODUCTION = `# Events, states and commands

What the platform publishes on Kafka, and what it takes. \`npm run docs\` writes this page from the
[AsyncAPI document](../asyncapi/two-tier.json), which is written from the classes that check the messages. Topics begin with \`TOPIC_PREFIX\`,
which is \`twotier\` by default. Fields in italics may be absent. [Commands](commands.md) has the headers of a command, and what becomes of it.
`;

export function describeMessages({ channels = {}, components = {} }: MessagesDocument): string {
  const { messages = {}, schemas = {} } = components;
  const payloads = new Set(Object.values(messages).map(({ payload }) => nameIn(payload?.$ref)));
  const chapters = Object.values(channels).map(({ title, address, messages: own = {} }) => {
    const parts = Object.keys(own).map((type) => describe(type.replace('io.twotier.', ''), messages[type], schemas));
    return `## ${title}\n\nTopic \`${address}\`.\n\n${parts.join('\n\n')}`;
  });
  const shared = Object.entries(schemas).filter(([name]) => !payloads.has(name));
  const parts = shared.map(([name, schema]) => `### ${name}\n\n${fields(schema)}`);
  return `${INTRODUCTION}\n${chapters.join('\n\n')}\n\n## Parts of messages\n\n${parts.join('\n\n')}\n`;
}

function describe(title: string, message: Message | undefined, schemas: Record<string, Schema>) {
  const schema = schemas[nameIn(message?.payload?.$ref)] ?? {};
  return `### ${title}\n\n${message?.summary}\n\n${fields(schema)}`;
}

function fields({ properties = {}, required = [] }: Schema) {
  const rows = Object.entries(properties).map(([name, schema]) => [
    required.includes(name) ? `\`${name}\`` : `_\`${name}\`_`,
    typeOf(schema),
    schema.description ?? '',
  ]);
  return rows.length > 0 ? table(['Field', 'Type', 'Meaning'], rows) : 'No fields.';
}

function typeOf(schema: Schema): string {
  const { $ref, allOf, oneOf, items, format, type = 'object' } = schema;
  if ($ref) return `[${nameIn($ref)}](#${nameIn($ref).toLowerCase()})`;
  const parts = allOf ?? oneOf;
  if (parts) return parts.map(typeOf).join(' or ');
  if (items) return `list of ${typeOf(items)}`;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  return format ? `${type} (${format})` : type;
}
