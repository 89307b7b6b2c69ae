import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { attestation, newCustomer, newOrder } from './requests.js';

/** A request that nobody would send who means well. */
export interface Garbage {
  method: string;
  path: string;
  body?: string | Buffer;
  type?: string;
}

const deep = (open: string, close: string, depth = 20_000): string => open.repeat(depth) + close.repeat(depth);

/** Bodies that are no request of any kind. */
const bodies: (string | Buffer)[] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '-0',
  '1e999',
  '"text"',
  '[]',
  '[[]]',
  '{',
  '}',
  '{}}',
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  'NaN',
  'Infinity',
  'undefined',
  '[1,2',
  '"\\ud800"',
  '"\\x"',
  '\u0000',
  '{"a":1}{"b":2}',
  '// {}',
  '<xml/>',
  '\ufeff{}',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  '{"\\u0000":1}',
  '{"a":1,"a":2}',
  '{"":{"":{"":1}}}',
  '{"$where":"1"}',
  '{"a.b":1,"$set":{"c":2}}',
  '{"length":1e9}',
  deep('[', ']'),
  deep('{"a":', '}'),
  `[${'{},'.repeat(10_000)}{}]`,
  `{"a":"${'x'.repeat(500_000)}"}`,
  Buffer.from('{"a":"ä"}', 'latin1'),
  Buffer.from('{"a":1}', 'utf16le'),
  Buffer.from([0xff, 0xfe, 0x00]),
  gzipSync('{"a":1}'),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from('{"a":"\xc0\xaf"}', 'latin1'),
];

/** Values for a field that expects something else, or is to be kept and shown. */
const values: unknown[] = [
  0,
  -1,
  1e308,
  1.5,
  true,
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  ['x'],
  '',
  ' ',
  '\u0000',
  'a\u202eb',
  '\ud800',
  'e\u0301',
  'x'.repeat(300),
  '💥'.repeat(200),
  '\u200b',
  '<script>',
  "' OR 1=1",
  '{{7*7}}',
  '../../etc',
  '%00',
  'null',
  'NaN',
  '2024-02-30',
  '0000-00-00T00:00:00Z',
  '275760-09-14',
  '+1',
  '١٢٣',
  'constructor',
  '__proto__',
  '9'.repeat(400),
];

const queries = [
  'size=-1',
  'size=1e9',
  'size=NaN',
  'size=',
  'size=1&size=2',
  'size[]=1',
  'size[a]=1',
  'size=0x10',
  'size=１',
  'filter=',
  'filter={}',
  'filter=[]',
  'filter=null',
  'filter=1',
  'filter={"Field":1}',
  'filter=%7B',
  'filter=x&filter=y',
  'seekOperation=Back',
  'seekOperation=',
  'seekOperation=Next',
  '__proto__=1',
  'constructor=1',
  'a'.repeat(5_000),
  `filter=${encodeURIComponent(deep('[', ']', 500))}`,
  'filter={"Field":"constructor","Operator":"equals","Value":"a"}',
];

const ids = [
  'x',
  '0',
  '-1',
  'null',
  'constructor',
  '__proto__',
  '%20',
  '%E2%80%AE',
  "'",
  '*',
  'x'.repeat(600),
  '%25%30%30',
];

/** A thousand of them, and some more: always the same but for ids. */
export function garbage(customerId: string): Garbage[] {
  const customer = `/v1/customers/${customerId}`;
  const writes: [string, string][] = [
    ...([
      ['POST', '/v1/customers'],
      ['PATCH', customer],
      ['PUT', `${customer}/profiles/billing`],
      ['POST', `${customer}/orders`],
      ['POST', `${customer}/carts`],
      ['POST', `${customer}/agreements`],
      ['POST', `${customer}/users`],
      ['PUT', `${customer}/qualification`],
      ['POST', '/v1/applications'],
      ['POST', '/v1/validations/address'],
      ['POST', '/v1/workaccounts'],
      ['PUT', '/v1/profiles/legalbusiness'],
      ['POST', '/organizations/oauth2/v2.0/token'],
    ] as [string, string][]),
  ];
  const lists = [
    '/v1/customers',
    `${customer}/users`,
    `${customer}/orders`,
    '/v1/users',
    '/v1/agreements',
    '/v1/relationships',
  ];
  const below = [
    '',
    '/orders',
    '/agreements',
    '/users',
    '/profiles/billing',
    '/subscriptions',
    `/users/${randomUUID()}`,
  ];
  const order = newOrder() as { lineItems: object[] };
  return [
    ...writes.flatMap(([method, path]) => bodies.map((body) => ({ method, path, body, type: 'application/json' }))),
    ...withEachValue(newCustomer(), [
      'companyProfile.domain',
      'billingProfile.companyName',
      'billingProfile.defaultAddress',
    ]).map((body) => ({ method: 'POST', path: '/v1/customers', body, type: 'application/json' })),
    ...withEachValue({ ...order.lineItems[0] }, ['quantity', 'offerId', 'partnerIdOnRecord', 'termDuration']).map(
      (line) => ({
        method: 'POST',
        path: `${customer}/orders`,
        type: 'application/json',
        body: `{"billingCycle":"monthly","lineItems":[${line}]}`,
      }),
    ),
    ...withEachValue(attestation(), ['dateAgreed', 'primaryContact', 'templateId', 'type']).map((body) => ({
      method: 'POST',
      path: `${customer}/agreements`,
      type: 'application/json',
      body,
    })),
    ...['text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=utf-7', 'x', '/', ','].map(
      (type) => ({
        method: 'POST',
        path: '/v1/customers',
        body: '{}',
        type,
      }),
    ),
    ...lists.flatMap((path) => queries.map((query) => ({ method: 'GET', path: `${path}?${query}` }))),
    ...ids.flatMap((id) => below.map((path) => ({ method: 'GET', path: `/v1/customers/${id}${path}` }))),
  ];
}

/** No HTTP, or two requests for one: what a gateway and a service could read in two ways. */
export const rawGarbage: Buffer[] = [
  '\r\n',
  'GET\r\n\r\n',
  'GET /\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
  'G\0T / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n',
  ...['-1', '1, 2', '0x10', '1e3', ''].map(
    (length) => `POST /v1/customers HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n{}`,
  ),
  'POST /v1/customers HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ',
  'POST /v1/customers HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  'POST /v1/customers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
  'POST /v1/customers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n',
].map((text) => Buffer.from(text, 'latin1'));

/** The object as JSON, once for each value in the place of each of its fields. */
function withEachValue(object: object, fields: string[]): string[] {
  return fields.flatMap((field) =>
    values.map((value) => {
      const copy = structuredClone(object) as Record<string, unknown>;
      const [last = '', ...parents] = field.split('.').reverse();
      const parent = parents.reverse().reduce((inner, name) => inner[name] as Record<string, unknown>, copy);
      parent[last] = value;
      return JSON.stringify(copy);
    }),
  );
}
