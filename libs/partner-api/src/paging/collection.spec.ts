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
  expect(
    collection('/customers', ['one'], { next: { uri: '/customers?seekOperation=Next', token: 't1' } }),
  ).toStrictEqual({
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

it('[C5] links a page that nothing comes after to the one before it, and says nothing else of going on', () =>
  expect(
    collection('/customers', ['one'], { previous: { uri: '/customers?seekOperation=Previous', token: 't1' } }),
  ).toStrictEqual({
    totalCount: 1,
    items: ['one'],
    links: {
      self,
      previous: {
        uri: '/customers?seekOperation=Previous',
        method: 'GET',
        headers: [{ key: 'MS-ContinuationToken', value: 't1' }],
      },
    },
    attributes: { objectType: 'Collection' },
  }));

it.each([
  { size: 1, first: 'id-1', last: 'id-1' },
  { size: 1, last: 'id-1' },
  { size: 500, first: 'id-1', query: { filter: '{"Value":"Müller & Söhne"}' } },
])('[C5] a token brings back %j, and is safe in a header and in a URL', (token) => {
  const text = encodeToken(token);
  expect(text).toMatch(/^[\w.-]+$/);
  expect(decodeToken(text)).toEqual(token);
});

it.each<[string, unknown]>([
  ['null', null],
  ['no size', { last: 'id-1' }],
  ['a size of 0', { size: 0, last: 'id-1' }],
  ['a negative size', { size: -1, last: 'id-1' }],
  ['half a size', { size: 1.5, last: 'id-1' }],
  ['a size that is a text', { size: '5', last: 'id-1' }],
  ['a larger size than there is', { size: 501, last: 'id-1' }],
  ['no place', { size: 1 }],
  ['a condition in place of an id', { size: 1, first: 'id-1', last: { $gt: '' } }],
  ['a query that is no object', { size: 1, last: 'id-1', query: 'open' }],
  ['a query that is a list', { size: 1, last: 'id-1', query: [] }],
  ['a place as earlier versions told it', { size: 1, after: 'id-1' }],
])('[C5] refuses a token that holds %s', (_, token) => expectRefused(encodeToken(token as never)));

it.each([
  ['nothing', ''],
  ['no base64', '§§§'],
  ['no JSON', Buffer.from('size=1').toString('base64url')],
])('[C5] refuses a token that is %s', (_, text) => expectRefused(text));

function expectRefused(text: string): void {
  expect(() => decodeToken(text)).toThrow(
    expect.objectContaining({
      fault: { status: 400, code: 2000 },
      description: expect.stringMatching(/^MS-ContinuationToken is not a token of this collection/) as string,
    }),
  );
}
