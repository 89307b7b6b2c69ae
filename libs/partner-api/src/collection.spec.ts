import { collection } from './collection.js';
import { decodeToken, encodeToken } from './continuation-token.js';

const self = { uri: '/customers', method: 'GET', headers: [] };

it('[api 0.4] wraps items in Partner Center’s envelope, also where there are none', () =>
  expect(collection('/customers', [])).toStrictEqual({
    totalCount: 0,
    items: [],
    links: { self },
    attributes: { objectType: 'Collection' },
  }));

it('[C5] tells where a longer collection goes on, in the body and as the header that the link carries', () =>
  expect(collection('/customers', ['one'], { uri: '/customers?seekOperation=Next', token: 't1' })).toStrictEqual({
    totalCount: 1,
    items: ['one'],
    links: {
      self,
      next: {
        uri: '/customers?seekOperation=Next',
        method: 'GET',
        headers: [{ key: 'MS-ContinuationToken', value: 't1' }],
      },
    },
    continuationToken: 't1',
    attributes: { objectType: 'Collection' },
  }));

it.each([
  { size: 1, after: 'id-1' },
  { size: 500, after: 'id-1', filter: '{"Value":"Müller & Söhne"}' },
])('[C5] a token brings back %j, and is safe in a header and in a URL', (token) => {
  const text = encodeToken(token);
  expect(text).toMatch(/^[\w.-]+$/);
  expect(decodeToken(text)).toEqual(token);
});

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
it.each([
  ['nothing', ''],
  ['no base64', '§§§'],
  ['no JSON', Buffer.from('size=1').toString('base64url')],
  ['null', encoded(null)],
  ['no size', encoded({ after: 'id-1' })],
  ['a size of 0', encoded({ size: 0, after: 'id-1' })],
  ['a negative size', encoded({ size: -1, after: 'id-1' })],
  ['half a size', encoded({ size: 1.5, after: 'id-1' })],
  ['a size that is a text', encoded({ size: '5', after: 'id-1' })],
  ['no place to go on from', encoded({ size: 1 })],
  ['a condition in place of an id', encoded({ size: 1, after: { $gt: '' } })],
  ['a filter that is no text', encoded({ size: 1, after: 'id-1', filter: {} })],
])('[C5] refuses a token that holds %s', (_, text) =>
  expect(() => decodeToken(text)).toThrow(
    expect.objectContaining({
      fault: { status: 400, code: 2000 },
      description: expect.stringMatching(/^MS-ContinuationToken is not a token of this collection/) as string,
    }),
  ),
);
