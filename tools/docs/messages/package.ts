// The generated half of packages/events: types of all messages, and their schemas without what is for people alone.

import { nameIn, type Message, type MessagesDocument, type Schema } from './document.ts';

const REMARK = '// Written by `npm run docs` from the contracts. Do not change it.\n';

/** @returns the types of all payloads, and which message has which */
export function describePackageTypes(document: MessagesDocument): string {
  const { messages = {}, schemas = {} } = document.components ?? {};
  const summaries = new Map(Object.values(messages).map(({ payload, summary }) => [nameIn(payload?.$ref), summary]));
  const kinds = kindsOf(document);
  const sent = new Set(
    [...kinds].filter(([, { kind }]) => kind === 'command').map(([type]) => nameIn(messages[type]?.payload?.$ref)),
  );
  const interfaces = Object.entries(schemas).map(([name, schema]) => {
    const text = typed(schema, sent.has(name));
    const described = !/\w/.test(text) ? `type ${name} = Record<string, unknown>;` : `interface ${name} ${text}`;
    return `${comment(summaries.get(name) ?? schema.description)}export ${described}\n`;
  });
  const maps = (
    [
      ['event', 'EventPayloads', 'The payload of each event, by its `ce_type`.'],
      ['state', 'StatePayloads', 'The payload of each state, by its `ce_type`.'],
      ['command', 'CommandPayloads', 'The payload of each command, by its `ce_type`.'],
    ] as const
  ).map(([kind, name, text]) => {
    const own = [...kinds].filter(([, each]) => each.kind === kind);
    const lines = own.map(([type]) => `  '${type}': ${nameIn(messages[type]?.payload?.$ref)};\n`);
    return `${comment(text)}export interface ${name} {\n${lines.join('')}}\n`;
  });
  return [REMARK, ...maps, ...interfaces].join('\n');
}

/** @returns what validates the payloads, and the topics of the messages without their prefix */
export function describePackageSchemas(document: MessagesDocument): string {
  const { messages = {}, schemas = {} } = document.components ?? {};
  const kinds = kindsOf(document);
  const list = [...kinds].map(([type, { kind, topic }]) => [
    type,
    { kind, topic, payload: nameIn(messages[type]?.payload?.$ref), ...rowOf(type, kinds, messages) },
  ]);
  const definitions = JSON.stringify(schemas, (key, value) => {
    if (key === 'description' && typeof value === 'string') return undefined;
    return key === '$ref' ? value.replace('#/components/schemas/', '#/$defs/') : value;
  });
  return [
    REMARK,
    comment('Each message: what it is, its topic without the prefix, and the schema of its payload.') +
      `export const messages = ${JSON.stringify(Object.fromEntries(list))} as const;\n`,
    comment('JSON Schema 2020-12.') + `export const definitions: Record<string, object> = ${definitions};\n`,
  ].join('\n');
}

type Kind = 'event' | 'state' | 'command';

/** The field of a state or an event that says which row of a copy it is about: the key of the state of the same name. */
function rowOf(type: string, kinds: Map<string, { kind: Kind }>, messages: Record<string, Message>): { row?: string } {
  const state = type.replace(/\.[^.]+\.v\d+$/, '.state.v1');
  const row = /`(\w+)`/.exec(messages[state]?.bindings?.kafka.key.description ?? '')?.[1];
  return kinds.get(type)?.kind === 'command' || !row || !kinds.has(state) ? {} : { row };
}

/** @returns by the types of the messages */
function kindsOf({ channels = {}, operations = {} }: MessagesDocument): Map<string, { kind: Kind; topic: string }> {
  const taken = Object.values(operations)
    .filter(({ action }) => action === 'receive')
    .map(({ channel }) => nameIn(channel.$ref));
  return new Map(
    Object.entries(channels).flatMap(([name, { address = '', messages = {} }]) =>
      Object.keys(messages).map((type) => [
        type,
        {
          kind: taken.includes(name) ? 'command' : name.endsWith('State') ? 'state' : 'event',
          topic: address.slice(address.indexOf('.') + 1),
        },
      ]),
    ),
  );
}

/** @param isSent whether the program writes it: then it may leave out what has a default, which it finds filled in otherwise */
function typed(schema: Schema, isSent: boolean): string {
  const { $ref, allOf, items, properties, additionalProperties, type } = schema;
  if ($ref) return nameIn($ref);
  if (allOf) return allOf.map((each) => typed(each, isSent)).join(' & ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (items) return `(${typed(items, isSent)})[]`;
  if (type === 'array') return 'unknown[]';
  if (!properties && additionalProperties && typeof additionalProperties === 'object')
    return `Record<string, ${typed(additionalProperties, isSent)}>`;
  if (!properties && type === 'object') return 'Record<string, unknown>';
  if (!properties) return type ?? 'unknown';
  const fields = Object.entries(properties).map(([name, field]) => {
    const isThere = schema.required?.includes(name) || (field.default !== undefined && !isSent);
    return `${comment(field.description)}${name}${isThere ? '' : '?'}: ${typed(field, isSent)};\n`;
  });
  return `{\n${fields.join('')}}`;
}

function comment(text?: string) {
  return text ? `/** ${text.replaceAll('*/', '* /')} */\n` : '';
}
