import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Writing = 'put' | 'patch';

interface FieldSchema {
  $ref?: string;
  allOf?: FieldSchema[];
  /** Of what can be left out: what it is, or null. */
  anyOf?: FieldSchema[];
  type?: string | string[];
  properties?: Record<string, FieldSchema>;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: FieldSchema }> };
}

interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, FieldSchema> };
}

const document = JSON.parse(
  readFileSync(join(process.cwd(), 'docs', 'openapi', 'two-tier.json'), 'utf8'),
) as ApiDocument;

/** What is read by GET and written by this method: the public API's path templates, each new one as well. */
export function resourcesWrittenBy(method: Writing): string[] {
  return Object.keys(document.paths).filter((path) => document.paths[path]?.['get'] && document.paths[path][method]);
}

/**
 * A resource as a client of Microsoft's writes it back: names in PascalCase, and every field that its model knows and
 * that was not answered: null, 0 for a number, and an object of nothing else for an object.
 */
export function asSdkWrites(method: Writing, template: string, resource: unknown): unknown {
  const content = document.paths[template]?.[method]?.requestBody?.content;
  return written(content?.['application/json']?.schema ?? {}, resource);
}

function written(schema: FieldSchema, value: unknown): unknown {
  if (value === undefined) return defaultOf(schema);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { properties = {} } = resolved(schema);
  const given = value as Record<string, unknown>;
  const names = new Set([...Object.keys(given), ...Object.keys(properties)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      written(properties[name] ?? {}, given[name]),
    ]),
  );
}

function defaultOf(schema: FieldSchema): unknown {
  const { type, properties } = resolved(schema);
  if (properties) return Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
  return [type].flat().some((name) => name === 'number' || name === 'integer') ? 0 : null;
}

function resolved(schema: FieldSchema): FieldSchema {
  const [first] = schema.allOf ?? schema.anyOf ?? [];
  if (first?.$ref) return resolved(first);
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(document.components.schemas[name] ?? {});
}
