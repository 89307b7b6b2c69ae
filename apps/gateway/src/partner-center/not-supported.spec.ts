import { notSupportedBy } from './not-supported.js';

const operation = { responses: {} };
const document = {
  paths: {
    '/v1/Customers/{customerId}': { get: operation, delete: operation },
    '/v1/customers/{customerId}/orders/{orderId}': { get: operation },
  },
};
const found = (method: string, path: string): unknown =>
  notSupportedBy([document]).find((operation) => operation.method === method && operation.path === path)?.notSupported;

it('tells what Partner Center has on a path that takes other methods', () => {
  expect(found('PATCH', '/v1/customers/{id1}')).toBe('method');
  expect(found('PATCH', '/v1/customers/{id1}/orders/{id2}')).toBe('method');
});

it('tells the paths that there are not, those with a fixed word in the place of an id among them', () => {
  expect(found('GET', '/v1/invoices')).toBe('path');
  expect(found('GET', '/v1/customers/usagerecords')).toBe('path');
  expect(found('GET', '/v1/customers/{id1}/subscriptions/overage')).toBe('path');
});

it('leaves out what is supported, whatever its parameters are called', () => {
  expect(found('GET', '/v1/customers/{id1}')).toBeUndefined();
  expect(found('GET', '/v1/customers/{id1}/orders/{id2}')).toBeUndefined();
});
