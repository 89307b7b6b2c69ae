// @ts-check

/**
 * @typedef {object} Schema
 * @property {string} [type]
 * @property {string} [$ref]
 * @property {unknown[]} [enum]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {string} [pattern]
 * @property {string} [format]
 * @property {unknown} [default]
 * @property {Schema} [items]
 * @property {string[]} [required]
 * @property {Record<string, Schema>} [properties]
 */

/**
 * @typedef {object} Document
 * @property {Record<string, { messages?: Record<string, object> }>} [channels]
 * @property {Record<string, { action: string, channel: { $ref: string } }>} [operations]
 * @property {{ messages?: Record<string, { payload?: Schema, examples?: { payload: unknown }[] }>, schemas?: Record<string, Schema> }} [components]
 */

/**
 * What in the new document would break a program that was written against the old one. Consumers of events break by a message or
 * field that is gone, a field of another type, one that may now be absent, or a value or length that they do not know. The platform
 * itself reads events of years ago, and would break by what those do not have or may not be any more. Senders of commands
 * break by a message or field that is gone, a field of another type, one that is now required, or a value that is not taken any more.
 * @param {Document} before
 * @param {Document} after
 * @returns {string[]}
 */
export function incompatibilities(before, after) {
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

/** @typedef {(path: string, before: Schema, after: Schema) => string[]} Rule */

/** @type {Rule} */
const forConsumers = (path, before, after) => [
  ...beyond(after.enum, before.enum).map((value) => `${path} may now be ${value}`),
  ...(before.enum && !after.enum ? [`${path} may now be any`] : []),
  ...becoming(before.required, after)
    .filter((name) => after.properties?.[name])
    .map((name) => `${path}.${name} may now be absent`),
  ...forReadersOfOldEvents(path, before, after),
  ...limits.filter(([name]) => loosens(name, before, after)).map(([, text]) => `${path} may now ${text}`),
];

/**
 * Topics keep events for ever. A field that came later has a default by which events of before are read.
 * @type {Rule}
 */
const forReadersOfOldEvents = (path, before, after) => [
  ...(before.enum || !after.enum ? [] : [`${path} is now one of ${after.enum.join(', ')}, and was any before`]),
  ...beyond(before.enum, after.enum).map((value) => `${path} was ${value} in earlier events`),
  ...becoming(after.required, before)
    .filter((name) => after.properties?.[name]?.default === undefined)
    .map((name) => `${path}.${name} is now required, and earlier events do not have it: give it a default`),
  ...(before.pattern === after.pattern && before.format === after.format ? [] : [`${path} is written in another form`]),
  ...limits.filter(([name]) => loosens(name, after, before)).map(([, text]) => `${path} may ${text} in earlier events`),
];

/** @type {[keyof Schema, string][]} */
const limits = [
  ['maxLength', 'be longer'],
  ['maximum', 'be more'],
  ['maxItems', 'have more'],
  ['minLength', 'be shorter'],
  ['minimum', 'be less'],
  ['minItems', 'have fewer'],
];

/**
 * @param {keyof Schema} limit
 * @param {Schema} before
 * @param {Schema} after
 * @returns {boolean} whether the limit is wider afterwards, or gone
 */
function loosens(limit, before, after) {
  const [one, other] = /** @type {(number | undefined)[]} */ ([before[limit], after[limit]]);
  return limit.startsWith('max') ? isBelow(one, other) : isAbove(one, other);
}

/**
 * @param {'min' | 'max'} side
 * @param {Schema} before
 * @param {Schema} after
 */
function narrows(side, before, after) {
  return limits.some(([name]) => name.startsWith(side) && loosens(name, after, before));
}

/** @type {Rule} */
const forSenders = (path, before, after) => [
  ...(before.enum || !after.enum ? [] : [`${path} is now one of ${after.enum.join(', ')}`]),
  ...beyond(before.enum, after.enum).map((value) => `${path} may not be ${value} any more`),
  ...becoming(after.required, before).map((name) => `${path}.${name} is now required`),
  ...(narrows('max', before, after) ? [`${path} may only be less`] : []),
  ...(narrows('min', before, after) ? [`${path} has to be more`] : []),
  ...(after.pattern === undefined || after.pattern === before.pattern ? [] : [`${path} is written in another form`]),
];

/**
 * @param {string} path
 * @param {Schema} before
 * @param {Schema} after
 * @param {Rule[]} rules
 * @returns {string[]}
 */
function changes(path, before, after, rules) {
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

/**
 * @param {Record<string, unknown>} [before]
 * @param {Record<string, unknown>} [after]
 */
function missing(before = {}, after = {}) {
  return Object.keys(before).filter((name) => !(name in after));
}

/**
 * @param {unknown[] | undefined} values
 * @param {unknown[] | undefined} allowed anything, without it
 * @returns {unknown[]}
 */
function beyond(values = [], allowed) {
  return values.filter((value) => allowed && !allowed.includes(value));
}

/**
 * @param {string[] | undefined} required
 * @param {Schema} other
 * @returns {string[]} those of the required fields that are not so in the other schema, or are not there at all
 */
function becoming(required = [], other) {
  return required.filter((name) => !other.required?.includes(name));
}

/**
 * @param {number | undefined} limit
 * @param {number | undefined} before there was none, without it
 */
function isBelow(limit, before = Infinity) {
  return limit !== undefined && limit < before;
}

/**
 * @param {number | undefined} limit
 * @param {number | undefined} before there was none, without it
 */
function isAbove(limit, before = -Infinity) {
  return limit !== undefined && limit > before;
}

/**
 * @param {Document} document
 * @param {string} action
 * @returns {Set<string>} the names of the schemas of all messages that are sent, or received
 */
function reachable({ channels = {}, operations = {}, components = {} }, action) {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {Schema | undefined} */ schema) => {
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
