import { type OpenAPIObject } from '@nestjs/swagger';
import { type ServiceName } from '#lib/contracts';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** One document of the whole public API. Services may use one name for different schemas: then it gets theirs in front. */
export function mergeDocuments(documents: ReadonlyMap<ServiceName, OpenAPIObject>): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = {};
  const schemas: Schemas = {};
  let responses: NonNullable<OpenAPIObject['components']>['responses'];
  for (const service of [...documents.keys()].sort()) {
    const document = withDistinctSchemas(service, documents.get(service) as OpenAPIObject, schemas);
    for (const [path, operations] of Object.entries(document.paths)) paths[path] = { ...paths[path], ...operations };
    Object.assign(schemas, document.components?.schemas);
    // The same of all services.
    responses = document.components?.responses ?? responses;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Two Tier',
      version: '1',
      description: "The partner platform's public API, wire-compatible with Microsoft Partner Center's REST API.",
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      schemas,
      ...(responses && { responses }),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

/** Renaming one schema changes those that refer to it, which may clash then: so until nothing does any more. */
function withDistinctSchemas(service: string, document: OpenAPIObject, taken: Schemas): OpenAPIObject {
  const own = document.components?.schemas ?? {};
  const clashing = Object.keys(own).find(
    (name) => name in taken && JSON.stringify(taken[name]) !== JSON.stringify(own[name]),
  );
  if (!clashing) return document;
  return withDistinctSchemas(service, rename(document, clashing, `${service}_${clashing}`), taken);
}

function rename(document: OpenAPIObject, from: string, to: string): OpenAPIObject {
  const reference = (name: string): string => JSON.stringify(`#/components/schemas/${name}`);
  const text = JSON.stringify(document).replaceAll(reference(from), reference(to));
  const renamed = JSON.parse(text) as OpenAPIObject;
  const schemas = renamed.components?.schemas ?? {};
  const { [from]: schema, ...others } = schemas;
  return { ...renamed, components: { ...renamed.components, schemas: { ...others, ...(schema && { [to]: schema }) } } };
}
