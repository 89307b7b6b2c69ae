import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  allOf?: Schema[];
  maxItems?: number;
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

const limits = ['maxLength', 'enum', 'format', 'pattern'];
const { paths, components } = JSON.parse(
  readFileSync(join(process.cwd(), 'docs', 'openapi', 'two-tier.json'), 'utf8'),
) as { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

/** The names of texts and lists that can be of any length. */
function unlimited(name: string, schema: Schema, seen: readonly string[] = []): string[] {
  const { $ref = '', type, properties = {}, items, additionalProperties: others } = schema;
  const referred = components.schemas[$ref.split('/').at(-1) ?? ''];
  if (referred) return seen.includes($ref) ? [] : unlimited(name, referred, [...seen, $ref]);
  const forms = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  const isLimited = [schema, ...forms].some((form) => limits.some((limit) => limit in form));
  const types = [type].flat();
  return [
    ...(types.includes('string') && !isLimited ? [name] : []),
    ...(types.includes('array') && schema.maxItems === undefined ? [`${name}[]`] : []),
    ...forms.flatMap((form) => unlimited(name, form, seen)),
    ...Object.entries(properties).flatMap(([key, property]) => unlimited(`${name}.${key}`, property, seen)),
    ...(items ? unlimited(`${name}[]`, items, seen) : []),
    ...(typeof others === 'object' ? unlimited(`${name}.*`, others, seen) : []),
  ];
}

const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);

it('[openapi] every text and list of a body is limited', () => {
  const bodies = operations.flatMap(({ name, operation }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) => unlimited(name, schema)),
  );
  expect(bodies).toEqual([]);
});

it('[openapi] every text of a path and a query is limited', () => {
  const parameters = operations.flatMap(({ name, operation }) =>
    (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path' || parameter.in === 'query')
      .flatMap((parameter) => unlimited(`${name} ${parameter.name}`, parameter.schema)),
  );
  expect(parameters).toEqual([]);
});
