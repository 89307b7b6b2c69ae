import { isDeepStrictEqual } from 'node:util';

type Fields = Record<string, unknown>;

/** What is used of a schema of mongoose. */
export interface StateSchema {
  /** By the names of the fields, in their order. */
  paths: object;
  path(field: string): unknown;
}

interface FieldType {
  /** Of an object, or of the elements of a list of objects. */
  schema?: StateSchema;
  /** Of the elements of a list of plain values. */
  embeddedSchemaType: FieldType;
  cast(value: unknown): unknown;
}

export interface StateUpdate {
  $set: Fields;
  $unset: Fields;
}

/**
 * A decided state as it is stored. Fields that the schema does not have are refused, unless they were loaded: then a newer
 * version of the service has written them, and they stay as they are, also where the decision has built an object anew. The
 * elements of a list are recognised by their first field.
 */
export function storedState(schema: StateSchema, decided: object, loaded?: object): Fields {
  return merged(schema, decided as Fields, loaded as Fields | undefined, 'state');
}

/** The changes that make the loaded state the decided one: fields of the state that differ, each as a whole. */
export function stateUpdate(schema: StateSchema, decided: object, loaded: object): StateUpdate {
  const before = loaded as Fields;
  const after = storedState(schema, decided, loaded);
  const changed = Object.keys(after).filter((field) => !isDeepStrictEqual(after[field], before[field]));
  const removed = Object.keys(before).filter((field) => !(field in after));
  return {
    $set: Object.fromEntries(changed.map((field) => [`state.${field}`, after[field]])),
    $unset: Object.fromEntries(removed.map((field) => [`state.${field}`, 1])),
  };
}

function merged(schema: StateSchema, decided: Fields, loaded: Fields | undefined, path: string): Fields {
  const unknown = Object.entries(loaded ?? {}).filter(([field]) => !schema.path(field));
  const stored: Fields = Object.fromEntries(unknown);
  for (const [field, value] of Object.entries(decided)) {
    const type = schema.path(field) as FieldType | undefined;
    if (!type && !(field in stored)) throw new Error(`The schema has no field ${path}.${field}.`);
    if (value !== undefined) stored[field] = type ? valueOf(type, value, loaded?.[field], `${path}.${field}`) : value;
  }
  return stored;
}

function valueOf(type: FieldType, value: unknown, loaded: unknown, path: string): unknown {
  // Decisions copy what they leave as it is.
  if (value === loaded || value === null) return value;
  const { schema } = type;
  if (Array.isArray(value)) {
    if (schema) return mergedList(schema, value as Fields[], Array.isArray(loaded) ? (loaded as Fields[]) : [], path);
    return value.map((item) => type.embeddedSchemaType.cast(item));
  }
  return schema ? merged(schema, value as Fields, loaded as Fields | undefined, path) : type.cast(value);
}

function mergedList(schema: StateSchema, items: Fields[], loaded: Fields[], path: string): Fields[] {
  const [key = ''] = Object.keys(schema.paths);
  const known = new Map(loaded.map((item) => [item[key], item]));
  return items.map((item) => (loaded.includes(item) ? item : merged(schema, item, known.get(item[key]), path)));
}
