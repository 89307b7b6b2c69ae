import { type MessagesDocument, type Schema } from '../messages/document.ts';

/**
 * What in the new document would break a program that was written against the old one. Consumers of events break by a message or
 * field that is gone, a field of another type, one that may now be absent, or a value or length that they do not know. The platform
 * itself reads events of years ago, and would break by what those do not have or may not be any more. Senders of commands
 * break by a message or field that is gone, a field of another type, one that is now required, or a value that is not taken any more.
 */
export function incompatibilities(before: MessagesDocument, after: MessagesDocument): string[] {
  const gone = missing(before.components?.messages, after.components?.messages).map((type) => `${type} is gone`);
  const sent = reachable(before, 'send');
  const received = reachable(before, 'receive');
  const schemas = Object.entries(before.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const now = after.components?.schemas?.[name];
    if (!now) return [`${name} is gone`];
    // What no operation names, as in an excerpt, is of an event.
    const rules = received.has(name) ? [forSenders] : [];
    return changes(name, schema, now, sent.has(name) || !received.has(name) ? [...rules, forConsumers] : rules);
  });
  return [...gone, ...schemas];
}

type Rule = (path: string, before: Schema, after: Schema) => string[];

const forConsumers: Rule = (path, before, after) => [
  ...beyond(after.enum, before.enum).map((value) => `${path} may now be ${String(value)}`),
  ...(before.enum && !after.enum ? [`${path} may now be any`] : []),
  ...becoming(before.required, after)
    .filter((name) => after.properties?.[name])
    .map((name) => `${path}.${name} may now be absent`),
  ...forReadersOfOldEvents(path, before, after),
  ...limits.filter(([name]) => loosens(name, before, after)).map(([, text]) => `${path} may now ${text}`),
];

/** Topics keep events for ever. A field that came later has a default by which events of before are read. */
const forReadersOfOldEvents: Rule = (path, before, after) => [
  ...(before.enum || !after.enum ? [] : [`${path} is now one of ${after.enum.join(', ')}, and was any before`]),
  ...beyond(before.enum, after.enum).map((value) => `${path} was ${String(value)} in earlier events`),
  ...becoming(after.required, before)
    .filter((name) => after.properties?.[name]?.default === undefined)
    .map((name) => `${path}.${name} is now required, and earlier events do not have it: give it a default`),
  ...(before.pattern === after.pattern && before.format === after.format ? [] : [`${path} is written in another form`]),
  ...limits.filter(([name]) => loosens(name, after, before)).map(([, text]) => `${path} may ${text} in earlier events`),
];

const limits: [keyof Schema, string][] = [
  ['maxLength', 'be longer'],
  ['maximum', 'be more'],
  ['maxItems', 'have more'],
  ['minLength', 'be shorter'],
  ['minimum', 'be less'],
  ['minItems', 'have fewer'],
];

/** @returns whether the limit is wider afterwards, or gone */
function loosens(limit: keyof Schema, before: Schema, after: Schema): boolean {
  const [one, other] = [before[limit], after[limit]] as (number | undefined)[];
  return limit.startsWith('max') ? isBelow(one, other) : isAbove(one, other);
}

function narrows(side: 'min' | 'max', before: Schema, after: Schema) {
  return limits.some(([name]) => name.startsWith(side) && loosens(name, after, before));
}

const forSenders: Rule = (path, before, after) => [
  ...(before.enum || !after.enum ? [] : [`${path} is now one of ${after.enum.join(', ')}`]),
  ...beyond(before.enum, after.enum).map((value) => `${path} may not be ${String(value)} any more`),
  ...becoming(after.required, before).map((name) => `${path}.${name} is now required`),
  ...(narrows('max', before, after) ? [`${path} may only be less`] : []),
  ...(narrows('min', before, after) ? [`${path} has to be more`] : []),
  ...(after.pattern === undefined || after.pattern === before.pattern ? [] : [`${path} is written in another form`]),
];

function changes(path: string, before: Schema, after: Schema, rules: Rule[]): string[] {
  const faults = [];
  if (before.type !== after.type || before.$ref !== after.$ref) faults.push(`${path} has another type`);
  for (const name of missing(before.properties, after.properties)) faults.push(`${path}.${name} is gone`);
  faults.push(...rules.flatMap((rule) => rule(path, before, after)));
  for (const [name, schema] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[name];
    if (now) faults.push(...changes(`${path}.${name}`, schema, now, rules));
  }
  if (before.items && after.items) faults.push(...changes(`${path}[]`, before.items, after.items, rules));
  return faults;
}

function missing(before: Record<string, unknown> = {}, after: Record<string, unknown> = {}) {
  return Object.keys(before).filter((name) => !(name in after));
}

function beyond(values: unknown[] = [], allowed?: unknown[]): unknown[] {
  return values.filter((value) => allowed && !allowed.includes(value));
}

/** @returns those of the required fields that are not so in the other schema, or are not there at all */
function becoming(required: string[] = [], other: Schema): string[] {
  return required.filter((name) => !other.required?.includes(name));
}

function isBelow(limit: number | undefined, before = Infinity) {
  return limit !== undefined && limit < before;
}

function isAbove(limit: number | undefined, before = -Infinity) {
  return limit !== undefined && limit > before;
}

/** @returns the names of the schemas of all messages that are sent, or received */
function reachable({ channels = {}, operations = {}, components = {} }: MessagesDocument, action: string): Set<string> {
  const found = new Set<string>();
  const visit = (schema: Schema | undefined) => {
    const name = schema?.$ref?.split('/').at(-1);
    if (name && !found.has(name)) {
      found.add(name);
      visit(components.schemas?.[name]);
    }
    for (const inner of [schema?.items, ...Object.values(schema?.properties ?? {})]) if (inner) visit(inner);
  };
  for (const operation of Object.values(operations)) {
    if (operation.action !== action) continue;
    const channel = channels[operation.channel.$ref.split('/').at(-1) ?? ''];
    for (const type of Object.keys(channel?.messages ?? {})) visit(components.messages?.[type]?.payload);
  }
  return found;
}
