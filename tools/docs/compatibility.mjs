// @ts-check

/** @typedef {{ type?: string, $ref?: string, enum?: unknown[], items?: Schema, required?: string[], properties?: Record<string, Schema> }} Schema */

/**
 * What in the new document would break a consumer that was written against the old one: a message or field that is
 * gone, a field of another type, one that may now be absent, or a value that consumers do not know.
 * @param {{ components?: { messages?: Record<string, object>, schemas?: Record<string, Schema> } }} before
 * @param {{ components?: { messages?: Record<string, object>, schemas?: Record<string, Schema> } }} after
 * @returns {string[]}
 */
export function incompatibilities(before, after) {
  const gone = missing(before.components?.messages, after.components?.messages).map((type) => `${type} is gone`);
  const schemas = Object.entries(before.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const now = after.components?.schemas?.[name];
    return now ? changes(name, schema, now) : [`${name} is gone`];
  });
  return [...gone, ...schemas];
}

/**
 * @param {string} path
 * @param {Schema} before
 * @param {Schema} after
 * @returns {string[]}
 */
function changes(path, before, after) {
  const faults = [];
  if (before.type !== after.type || before.$ref !== after.$ref) faults.push(`${path} has another type`);
  const unknown = (after.enum ?? []).filter((value) => before.enum && !before.enum.includes(value));
  if (unknown.length > 0) faults.push(`${path} may now be ${unknown.join(', ')}`);
  for (const name of missing(before.properties, after.properties)) faults.push(`${path}.${name} is gone`);
  for (const name of before.required ?? []) {
    if (after.properties?.[name] && !after.required?.includes(name)) faults.push(`${path}.${name} may now be absent`);
  }
  for (const [name, schema] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[name];
    if (now) faults.push(...changes(`${path}.${name}`, schema, now));
  }
  if (before.items && after.items) faults.push(...changes(`${path}[]`, before.items, after.items));
  return faults;
}

/**
 * @param {Record<string, unknown>} [before]
 * @param {Record<string, unknown>} [after]
 */
function missing(before = {}, after = {}) {
  return Object.keys(before).filter((name) => !(name in after));
}
