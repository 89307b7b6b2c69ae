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
 * version of the service has written them, and they stay as they are, also where the decision has built an object anew, or has
 * moved it. The elements of a list are recognised by their first field.
 */
export function storedState(schema: StateSchema, decided: object, loaded?: object): Fields {
  return new StateMerge(loaded as Fields | undefined).merged(schema, decided as Fields, loaded as Fields, 'state');
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

class StateMerge {
  private loadedNames?: Set<string>;

  constructor(private readonly root: Fields | undefined) {}

  merged(schema: StateSchema, decided: Fields, loaded: Fields | undefined, path: string): Fields {
    const unknown = Object.entries(loaded ?? {}).filter(([field]) => !schema.path(field));
    const stored: Fields = Object.fromEntries(unknown);
    for (const [field, value] of Object.entries(decided)) {
      const type = schema.path(field) as FieldType | undefined;
      if (!type && !this.wasLoaded(field)) throw new Error(`The schema has no field ${path}.${field}.`);
      if (value === undefined) continue;
      stored[field] = type ? this.valueOf(type, value, loaded?.[field], `${path}.${field}`) : value;
    }
    return stored;
  }

  private valueOf(type: FieldType, value: unknown, loaded: unknown, path: string): unknown {
    // Decisions copy what they leave as it is.
    if (value === loaded || value === null) return value;
    const { schema } = type;
    if (Array.isArray(value)) {
      if (!schema) return value.map((item) => type.embeddedSchemaType.cast(item));
      return this.mergedList(schema, value as Fields[], Array.isArray(loaded) ? (loaded as Fields[]) : [], path);
    }
    return schema ? this.merged(schema, value as Fields, loaded as Fields | undefined, path) : type.cast(value);
  }

  private mergedList(schema: StateSchema, items: Fields[], loaded: Fields[], path: string): Fields[] {
    const [key = ''] = Object.keys(schema.paths);
    const known = new Map(loaded.map((item) => [item[key], item]));
    const same = new Set(loaded);
    return items.map((item) => (same.has(item) ? item : this.merged(schema, item, known.get(item[key]), path)));
  }

  private wasLoaded(field: string): boolean {
    this.loadedNames ??= namesIn(this.root, new Set());
    return this.loadedNames.has(field);
  }
}

function namesIn(value: unknown, names: Set<string>): Set<string> {
  if (typeof value !== 'object' || value === null) return names;
  for (const [name, field] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    namesIn(field, names);
  }
  return names;
}
