// @ts-check
// docs/reference/events.md: all events and commands with their fields, from the AsyncAPI document.
import { table } from '../markdown.mjs';

const INTRODUCTION = `# Events and commands

What the platform publishes on Kafka, and what it takes. \`npm run docs\` writes this page from the
[AsyncAPI document](../asyncapi/two-tier.json), which is written from the classes that check the messages. Topics begin with \`TOPIC_PREFIX\`,
which is \`twotier\` by default. Fields in italics may be absent. [Commands](commands.md) has the headers of a command, and what becomes of it.
`;

/** @typedef {import('../checks/compatibility.mjs').Schema & { description?: string, allOf?: Schema[], oneOf?: Schema[], additionalProperties?: unknown }} Schema */
/** @typedef {{ name: string, summary: string, payload: { $ref: string } }} Message */

/**
 * @param {Record<string, any>} document
 * @returns {string}
 */
export function describeMessages({ channels, components }) {
  /** @type {Record<string, Schema>} */
  const schemas = components.schemas;
  /** @type {Record<string, Message>} */
  const messages = components.messages;
  const payloads = new Set(Object.values(messages).map(({ payload }) => nameIn(payload.$ref)));
  const chapters = Object.values(channels).map(({ title, address, messages: own }) => {
    const parts = Object.keys(own).map((type) => describe(type.replace('io.twotier.', ''), messages[type], schemas));
    return `## ${title}\n\nTopic \`${address}\`.\n\n${parts.join('\n\n')}`;
  });
  const shared = Object.entries(schemas).filter(([name]) => !payloads.has(name));
  const parts = shared.map(([name, schema]) => `### ${name}\n\n${fields(schema)}`);
  return `${INTRODUCTION}\n${chapters.join('\n\n')}\n\n## Parts of messages\n\n${parts.join('\n\n')}\n`;
}

/**
 * @param {string} title
 * @param {Message | undefined} message
 * @param {Record<string, Schema>} schemas
 */
function describe(title, message, schemas) {
  const schema = schemas[nameIn(message?.payload.$ref ?? '')] ?? {};
  return `### ${title}\n\n${message?.summary}\n\n${fields(schema)}`;
}

/** @param {Schema} schema */
function fields({ properties = {}, required = [] }) {
  const rows = Object.entries(/** @type {Record<string, Schema>} */ (properties)).map(([name, schema]) => [
    required.includes(name) ? `\`${name}\`` : `_\`${name}\`_`,
    typeOf(schema),
    schema.description ?? '',
  ]);
  return rows.length > 0 ? table(['Field', 'Type', 'Meaning'], rows) : 'No fields.';
}

/**
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf(schema) {
  const { $ref, allOf, oneOf, items, format, type = 'object' } = schema;
  if ($ref) return `[${nameIn($ref)}](#${nameIn($ref).toLowerCase()})`;
  const parts = allOf ?? oneOf;
  if (parts) return parts.map(typeOf).join(' or ');
  if (items) return `list of ${typeOf(/** @type {Schema} */ (items))}`;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  return format ? `${type} (${format})` : type;
}

/** @param {string} reference */
function nameIn(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
