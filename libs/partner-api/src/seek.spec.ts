import { createHash, createHmac } from 'node:crypto';
import { decodeToken, encodeToken } from './continuation-token.js';
import { pageOf, seekOf } from './seek.js';

const items = ['a', 'b', 'c'].map((id) => ({ id }));
const ids = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

it('[C5] without a size, or with 0, holds up to 500', () => {
  expect(seekOf({})).toEqual({ size: 500 });
  expect(seekOf({ size: 0, filter: 'f' })).toEqual({ size: 500, filter: 'f' });
});

it('[C5] links to the next page while there is one, and keeps size and filter in its token', () => {
  const page = pageOf('/users', seekOf({ size: 2, filter: 'f' }), items, (item) => item);
  expect(ids(page)).toEqual(['a', 'b']);
  expect(page.links.next?.uri).toBe('/users?size=2&seekOperation=Next');
  expect(decodeToken(page.continuationToken ?? '')).toEqual({ size: 2, after: 'b', filter: 'f' });
  expect(seekOf({}, page.continuationToken)).toEqual({ size: 2, after: 'b', filter: 'f' });
});

it('[C5] ends with the page that holds the rest, also when that page is full', () => {
  const page = pageOf('/users', seekOf({ size: 3 }), items, (item) => item);
  expect(ids(page)).toEqual(['a', 'b', 'c']);
  expect([page.links.next, page.continuationToken]).toEqual([undefined, undefined]);
});

it('[C5] starts again on demand, with the size that the token holds, and does not go on from nowhere', () => {
  const token = encodeToken({ size: 2, after: 'b' });
  expect(seekOf({ seekOperation: 'First' }, token)).toEqual({ size: 2 });
  expect(seekOf({ seekOperation: 'First', size: 7 }, token)).toEqual({ size: 7 });
  expect(seekOf({ seekOperation: 'First' })).toEqual({ size: 500 });
  expect(() => seekOf({ seekOperation: 'next' })).toThrow(/MS-ContinuationToken/);
});

it('[C5] takes no token of which any byte was changed, or that was signed by somebody else', () => {
  const token = encodeToken({ size: 2, after: 'b', filter: 'open' }, 'mine');
  const refusal = 'MS-ContinuationToken is not a token of this collection';
  for (let at = 0; at < token.length; at++) {
    for (const other of ['A', 'B', '.', '=']) {
      if (token[at] === other) continue;
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(() => decodeToken(changed, 'mine')).toThrow(refusal);
    }
  }
  const [payload = ''] = token.split('.');
  const made = [
    createHash('sha256').update(`mine\n${payload}`).digest('base64url'),
    createHmac('sha256', '').update(`mine\n${payload}`).digest('base64url'),
  ];
  for (const sum of made) expect(() => decodeToken(`${payload}.${sum}`, 'mine')).toThrow(refusal);
});

describe('a token', () => {
  const mine = '/customers of one';
  const { continuationToken: token = '' } = pageOf(
    '/customers',
    seekOf({ size: 2 }, undefined, mine),
    items,
    (item) => item,
  );
  const [payload = '', sum = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ size: 2, after: 'a' })).toString('base64url');

  it('[C5] goes on where it is from', () => expect(seekOf({}, token, mine)).toMatchObject({ size: 2, after: 'b' }));

  it.each([
    ['of another tenant', token, '/customers of another'],
    ['of another collection', token, '/users of one'],
    ['of no scope', encodeToken({ size: 2, after: 'b' }), mine],
    ['that was changed', `${other}.${sum}`, mine],
    ['that was cut', token.slice(0, -1), mine],
    ['without its checksum', payload, mine],
    ['that is none', 'x', mine],
    ['with a size that is none', encodeToken({ size: 501, after: '' }, mine), mine],
    ['with a place that is none', encodeToken({ size: 1, after: { $gt: '' } as never }, mine), mine],
  ])('[C5] %s is refused', (_, given, scope) =>
    expect(() => seekOf({}, given, scope)).toThrow('MS-ContinuationToken is not a token of this collection'),
  );
});
