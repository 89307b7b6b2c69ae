import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { type INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type OpenAPIObject } from '@nestjs/swagger';
import { GuidPipe } from '#lib/partner-api';
import { ANSWER_FORM_EXTENSION } from './answer-form.decorator.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { [ANSWER_FORM_EXTENSION]?: string };
type Responses = Operation['responses'];
type Parameters = NonNullable<Operation['parameters']>;
interface PropertySchema {
  $ref?: string;
  allOf?: object[];
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  anyOf?: object[];
  default?: unknown;
}
interface Schema {
  required?: string[];
  properties?: Record<string, PropertySchema>;
}
type Schemas = Record<string, Schema>;

const json = (schema: object): object => ({ 'application/json': { schema } });
const refusal = (description: string): object => ({
  description,
  content: json({ $ref: '#/components/schemas/ErrorResource' }),
});

/** What every operation may answer, whatever it does. */
export const commonResponses: Record<string, object> = {
  BadRequest: refusal('The request is not valid, or breaks a rule: the description says which.'),
  AccessDenied: refusal('The request has no valid access token.'),
  Forbidden: refusal('The caller may not do this, or not at this moment.'),
  NotFound: refusal('The resource does not exist, or the caller may not see it.'),
  TooLarge: refusal('The request body is larger than 1 MB.'),
  UnsupportedMediaType: refusal('The request body is of another type than the operation takes.'),
  TooManyRequests: {
    description: 'Too many requests: `Retry-After` says in how many seconds to try again.',
    headers: { 'Retry-After': { schema: { type: 'integer' } } },
    content: json({
      type: 'object',
      required: ['statusCode', 'message'],
      properties: { statusCode: { type: 'integer' }, message: { type: 'string' } },
    }),
  },
  Unavailable: refusal(
    'A part of the platform does not answer, and nothing was changed: the same request can be repeated.',
  ),
};
/** What the gateway lets through in a segment of a path. */
const SEGMENT = '^[^\\\\\\u0000-\\u001f\\u007f-\\u009f]+$';

/** Adds to the document what follows from how endpoints are declared: their refusals, and the form of ids in paths. */
export function describeFurther(document: OpenAPIObject, app: INestApplication): OpenAPIObject {
  const guids = guidParameters(app);
  document.components = { ...document.components, responses: commonResponses as never };
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations) as Operation[]) {
      const { operationId = '', [ANSWER_FORM_EXTENSION]: form } = operation;
      const parameters = withWholePath(path, operation.parameters ?? []);
      operation.parameters = parameters;
      if (!form) operation.responses = withRefusals(operation);
      for (const parameter of parameters) {
        if ('in' in parameter && parameter.in === 'query') describeQuery(parameter);
        if ('in' in parameter && parameter.in === 'path') {
          const isGuid = guids.get(operationId)?.has(parameter.name);
          parameter.schema = { ...parameter.schema, ...(isGuid ? { format: 'uuid' } : { pattern: SEGMENT }) };
        }
      }
    }
  }
  describeRequests(document);
  return document;
}

/** What has a default can be left out, and what can be left out can be empty. */
function describeQuery(parameter: Extract<Parameters[number], { in: string }>): void {
  const schema: PropertySchema | undefined = parameter.schema;
  if (schema?.default !== undefined) parameter.required = false;
  if (!schema || parameter.required) return;
  allowEmpty(schema);
  if (schema.type !== 'string') parameter.allowEmptyValue = true;
}

function allowEmpty(schema: PropertySchema): void {
  delete schema.minLength;
  if (schema.pattern !== undefined) schema.pattern = `^$|${schema.pattern}`;
  if (schema.enum && !schema.enum.includes('')) schema.enum = [...schema.enum, ''];
  if (schema.format) {
    schema.anyOf = [{ format: schema.format }, { maxLength: 0 }];
    delete schema.format;
  }
}

/** With the parameters as well that the path has, and its method does not read. */
function withWholePath(path: string, declared: Parameters): Parameters {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isDeclared = (name: string): boolean =>
    declared.some((parameter) => 'in' in parameter && parameter.in === 'path' && parameter.name === name);
  const others = names.filter((name) => !isDeclared(name));
  return [
    ...others.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }) as const),
    ...declared,
  ];
}

/**
 * A required text of a request is not blank. What is optional can also be null, an optional text empty, and an optional object
 * without fields: each is as good as left out. As nothing of this is true of answers, schemas that both have become two.
 */
function describeRequests({ paths, components }: OpenAPIObject): void {
  const schemas = (components?.schemas ?? {}) as Schemas;
  const operations = Object.values(paths).flatMap((path) => Object.values(path) as Operation[]);
  const answered = schemasIn(
    operations.map(({ responses }) => responses),
    schemas,
  );
  const asked = schemasIn(
    operations.map(({ requestBody }) => requestBody),
    schemas,
  );
  const renamed = new Map([...asked].map((name) => [name, answered.has(name) ? `${name}InRequest` : name]));
  for (const operation of operations) operation.requestBody &&= withNames(operation.requestBody, renamed);
  for (const [name, own] of renamed) schemas[own] = describeRequest(withNames(schemas[name] as Schema, renamed));
}

function describeRequest(schema: Schema): Schema {
  const { required = [], properties = {} } = schema;
  for (const [name, property] of Object.entries(properties)) {
    if (!required.includes(name)) properties[name] = orAbsent(property);
    else if (property.type === 'string' && !property.enum && !property.format) property.minLength ??= 1;
  }
  return schema;
}

function orAbsent(property: PropertySchema): PropertySchema {
  const { $ref, allOf = $ref ? [{ $ref }] : undefined, type, ...others } = property;
  if (allOf) return { ...others, anyOf: [...allOf, { type: 'null' }, { type: 'object', maxProperties: 0 }] };
  if (type === 'string') allowEmpty(others);
  if (others.enum) others.enum = [...others.enum, null];
  return { type: [type ?? [], 'null'].flat(), ...others };
}

function withNames<Described extends object>(described: Described, renamed: ReadonlyMap<string, string>): Described {
  const text = JSON.stringify(described);
  const own = (_: string, path: string, name: string): string => `"${path}${renamed.get(name) ?? name}"`;
  return JSON.parse(text.replaceAll(/"(#\/components\/schemas\/)([^"]+)"/g, own)) as Described;
}

/** The names of all schemas that something refers to, also by others. */
function schemasIn(described: unknown, schemas: object, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(described ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    schemasIn((schemas as Record<string, unknown>)[name], schemas, found);
  }
  return found;
}

function withRefusals({ security, parameters = [], requestBody, responses }: Operation): Responses {
  const has = {
    400: 'BadRequest',
    429: 'TooManyRequests',
    503: 'Unavailable',
    ...(security?.length && { 401: 'AccessDenied', 403: 'Forbidden' }),
    ...(parameters.some((parameter) => 'in' in parameter && parameter.in === 'path') && { 404: 'NotFound' }),
    ...(requestBody && { 413: 'TooLarge', 415: 'UnsupportedMediaType' }),
  };
  const common = Object.entries(has).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]);
  return { ...Object.fromEntries(common), ...responses } as Responses;
}

/** By operation, the names of the parameters of its path that are GUIDs. */
function guidParameters(app: INestApplication): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const type = metatype as { name: string; prototype: object };
      for (const method of Object.getOwnPropertyNames(type.prototype)) {
        const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, method) ?? {}) as Record<string, Declared>;
        const guids = Object.values(declared).filter(({ pipes }) => pipes?.some(isGuidPipe));
        found.set(operationIdOf(type.name, method), new Set(guids.map(({ data }) => String(data))));
      }
    }
  }
  return found;
}

interface Declared {
  data?: unknown;
  pipes?: unknown[];
}

function isGuidPipe(pipe: unknown): boolean {
  return pipe === GuidPipe || pipe instanceof GuidPipe;
}

export function operationIdOf(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}_${method}`;
}
