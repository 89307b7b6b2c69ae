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
 * A decided state as it is stored. What the schema does not have stays as it is where it was loaded: a newer version of the
 * service has written it; also where the decision has built an object anew, or has moved it. Otherwise a field of the state is
 * refused, and one further down is left out. The elements of a list are recognised by their first field.
 */
export function storedState(schema: StateSchema, decided: object, loaded?: object): Fields {
  return new StateMerge(schema, loaded as Fields | undefined).merged(schema, decided as Fields, loaded as Fields);
}

/** The changes that make one stored state another: fields of the state that differ, each as a whole. */
export function stateUpdate(before: Fields, after: Fields): StateUpdate {
  const changed = Object.keys(after).filter((field) => !isDeepStrictEqual(after[field], before[field]));
  const removed = Object.keys(before).filter((field) => !(field in after));
  return {
    $set: Object.fromEntries(changed.map((field) => [`state.${field}`, after[field]])),
    $unset: Object.fromEntries(removed.map((field) => [`state.${field}`, 1])),
  };
}

class StateMerge {
  private loadedFields?: Set<string>;

  constructor(
    private readonly schema: StateSchema,
    private readonly root: Fields = {},
  ) {}

  merged(schema: StateSchema, decided: Fields, loaded: Fields | undefined): Fields {
    const unknown = Object.entries(loaded ?? {}).filter(([field]) => !schema.path(field));
    const stored: Fields = Object.fromEntries(unknown);
    for (const [field, value] of Object.entries(decided)) {
      const type = schema.path(field) as FieldType | undefined;
      if (!type && !this.wasLoaded(field)) {
        if (schema === this.schema) throw new Error(`The schema has no field state.${field}.`);
        continue;
      }
      if (value === undefined) continue;
      stored[field] = type ? this.valueOf(type, value, loaded?.[field]) : value;
    }
    return stored;
  }

  private valueOf(type: FieldType, value: unknown, loaded: unknown): unknown {
    // Decisions copy what they leave as it is.
    if (value === loaded || value === null) return value;
    const { schema } = type;
    if (Array.isArray(value)) {
      if (!schema) return value.map((item) => type.embeddedSchemaType.cast(item));
      return this.mergedList(schema, value as Fields[], Array.isArray(loaded) ? (loaded as Fields[]) : []);
    }
    return schema ? this.merged(schema, value as Fields, loaded as Fields | undefined) : type.cast(value);
  }

  private mergedList(schema: StateSchema, items: Fields[], loaded: Fields[]): Fields[] {
    const [key = ''] = Object.keys(schema.paths);
    const known = new Map(loaded.map((item) => [item[key], item]));
    const same = new Set(loaded);
    return items.map((item) => (same.has(item) ? item : this.merged(schema, item, known.get(item[key]))));
  }

  private wasLoaded(field: string): boolean {
    this.loadedFields ??= new Set(unknownIn(this.schema, this.root));
    return this.loadedFields.has(field);
  }
}

/** The names of the fields, on any level, that the schema does not have. */
function unknownIn(schema: StateSchema, object: Fields): string[] {
  return Object.entries(object).flatMap(([field, value]) => {
    const type = schema.path(field) as FieldType | undefined;
    if (!type) return [field];
    const { schema: below } = type;
    const objects = [value].flat().filter((item) => typeof item === 'object' && item !== null) as Fields[];
    return below ? objects.flatMap((item) => unknownIn(below, item)) : [];
  });
}
