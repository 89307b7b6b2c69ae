import { type OpenAPIObject } from '@nestjs/swagger';
import { type ServiceName } from '#lib/contracts';
import { mergeDocuments } from './merge-documents.js';

const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const documentOf = (path: string, schemas: Record<string, object>, uses: string): OpenAPIObject =>
  ({
    openapi: '3.1.0',
    info: { title: 'one service', version: '1' },
    paths: { [path]: { get: { responses: { 200: { content: { json: { schema: reference(uses) } } } } } } },
    components: { schemas },
  }) as unknown as OpenAPIObject;
const merge = (...documents: [ServiceName, OpenAPIObject][]): OpenAPIObject => mergeDocuments(new Map(documents));
const schemaOf = (document: OpenAPIObject, path: string): unknown =>
  (
    document.paths[path] as unknown as {
      get: { responses: Record<string, { content: { json: { schema: unknown } } }> };
    }
  ).get.responses[200]?.content.json.schema;

const link = { type: 'object', properties: { uri: { type: 'string' } } };
const customers = documentOf('/v1/orders', { Link: link, Order: { title: 'an order' } }, 'Order');

it('[openapi] merges the paths and schemas of all services into one document, in a stable order', () => {
  const agreements = documentOf('/v1/agreements', { Link: link, Agreement: {} }, 'Agreement');
  const merged = merge(['customers', customers], ['agreements', agreements]);
  expect(Object.keys(merged.paths)).toEqual(['/v1/agreements', '/v1/orders']);
  expect(merged.components?.schemas).toEqual({ Link: link, Agreement: {}, Order: { title: 'an order' } });
  expect(JSON.stringify(merge(['agreements', agreements], ['customers', customers]))).toBe(JSON.stringify(merged));
});

it('[openapi] names the service in front of a schema that another service has under the same name', () => {
  const order = { title: 'an order of another kind', properties: { parent: reference('Order') } };
  const merged = merge(['customers', customers], ['enrollment', documentOf('/v1/other', { Order: order }, 'Order')]);
  expect(merged.components?.schemas).toEqual({
    Link: link,
    Order: { title: 'an order' },
    enrollment_Order: { ...order, properties: { parent: reference('enrollment_Order') } },
  });
  expect(schemaOf(merged, '/v1/orders')).toEqual(reference('Order'));
  expect(schemaOf(merged, '/v1/other')).toEqual(reference('enrollment_Order'));
});

it('[openapi] leaves a schema alone whose name only begins like one that clashes', () => {
  const other = documentOf('/v1/other', { Order: { title: 'other' }, OrderLine: {} }, 'OrderLine');
  const merged = merge(['customers', customers], ['identity', other]);
  expect(schemaOf(merged, '/v1/other')).toEqual(reference('OrderLine'));
  expect(Object.keys(merged.components?.schemas ?? {}).sort()).toEqual([
    'Link',
    'Order',
    'OrderLine',
    'identity_Order',
  ]);
});

it('[openapi] describes the platform while no service has answered yet', () =>
  expect(merge()).toMatchObject({
    openapi: '3.1.0',
    paths: {},
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }));

it('[openapi] keeps apart what refers to schemas that clash, although it looks the same', () => {
  const schemas = (title: string): Record<string, object> => ({
    Order: { title },
    Page: { items: reference('Order') },
  });
  const merged = merge(
    ['agreements', documentOf('/v1/one', schemas('one'), 'Page')],
    ['customers', documentOf('/v1/other', schemas('other'), 'Page')],
  );
  expect(schemaOf(merged, '/v1/one')).toEqual(reference('Page'));
  expect(schemaOf(merged, '/v1/other')).toEqual(reference('customers_Page'));
  expect(merged.components?.schemas).toMatchObject({
    Page: { items: reference('Order') },
    customers_Page: { items: reference('customers_Order') },
  });
});

it('[openapi] joins the operations that two services have on one path', () => {
  const other = { ...customers, paths: { '/v1/orders': { post: { responses: {} } } } };
  const merged = merge(['agreements', customers], ['customers', other]);
  expect(Object.keys(merged.paths['/v1/orders'] ?? {}).sort()).toEqual(['get', 'post']);
});
