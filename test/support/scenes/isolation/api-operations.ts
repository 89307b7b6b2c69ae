import { readFileSync } from 'node:fs';
import { type Role } from '#lib/service-kit';

/** An operation of the public API, as its document describes it. */
export interface ApiOperation {
  /** Such as `GET /v1/customers`. */
  name: string;
  method: string;
  path: string;
  /** The names in its path, each by the path that ends with it. */
  pathParameters: string[];
  /** Names of parameters of the query, and whether they are required. */
  query: ReadonlyMap<string, boolean>;
  body?: Schema;
  /** Whether it answers pages, each with a token for the next one. */
  isPaged: boolean;
  /** Absent: it needs no token. */
  access?: { roles: Role[]; partnerTypes?: string[]; app: boolean };
}

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
}

interface Described {
  security?: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  'x-access'?: ApiOperation['access'];
}

const document = JSON.parse(readFileSync('docs/openapi/two-tier.json', 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

/** All operations of the API: a new one is among them by itself, as its document is checked against the code. */
export const apiOperations: ApiOperation[] = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, described]) => operationOf(path, method.toUpperCase(), described)),
);

function operationOf(path: string, method: string, described: Described): ApiOperation {
  const { security = [], parameters = [], requestBody, 'x-access': access } = described;
  const name = `${method} ${path}`;
  if (security.length > 0 && !access) throw new Error(`The document does not say who may call ${name}.`);
  const body = requestBody?.content['application/json']?.schema;
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return {
    name,
    method,
    path,
    pathParameters: [...path.matchAll(/\{\w+\}/g)].map(({ 0: text, index }) => path.slice(0, index + text.length)),
    query: new Map(inQuery.map((parameter) => [parameter.name, parameter.required === true])),
    isPaged: parameters.some((parameter) => parameter.name === 'MS-ContinuationToken'),
    ...(body && { body }),
    ...(access && security.length > 0 && { access }),
  };
}

/** Values for what the schema alone does not say how to fill, by the name of the property. */
export type Examples = Record<string, unknown>;

/** The smallest value that is valid by the schema. */
export function smallest(schema: Schema, examples: Examples): unknown {
  const { $ref, allOf, type, format, required = [], properties = {}, items, minItems = 0 } = schema;
  if ($ref) return smallest(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, examples);
  if (allOf?.[0]) return smallest(allOf[0], examples);
  if (schema.enum) return schema.enum[0];
  if (type === 'array') return Array.from({ length: minItems }, () => smallest(items ?? {}, examples));
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return 1;
  if (type === 'string') return format === 'uuid' ? '0a1b2c3d-0000-4000-8000-000000000001' : 'text';
  const entries = required.map((name) => [name, examples[name] ?? smallest(properties[name] ?? {}, examples)] as const);
  return Object.fromEntries(entries);
}
