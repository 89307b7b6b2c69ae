import { IsIn, IsOptional } from 'class-validator';
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { type Collection } from './collection.js';
import { decodeToken, encodeToken } from './continuation-token.js';
import { inOrder, pageOf, seekOf, type Stretch } from './seek.js';
import { SeekQuery } from './seek.dto.js';

class ListQuery extends SeekQuery {
  @IsOptional()
  @IsIn(['open', 'done'])
  status?: string;
}

type Page = Collection<string>;

const mine = '/customers of one';
const seek = (query: object, token?: string): ReturnType<typeof seekOf<ListQuery>> =>
  seekOf(ListQuery, Object.assign(new ListQuery(), query), token, mine);

const stretchOf = (ids: string[], { from, backward, limit }: Stretch): string[] =>
  ids
    .filter((id) => from === undefined || inOrder({ backward }, id, from) > 0)
    .sort((one, other) => inOrder({ backward }, one, other))
    .slice(0, limit);

function pageIn(ids: string[], query: object, token?: string): Page {
  const asked = seek(query, token);
  const found = stretchOf(ids, asked).map((id) => ({ id }));
  return pageOf('/customers', asked, found, ({ id }) => id);
}

const tokenOf = (page: Page, direction: 'next' | 'previous'): string =>
  String(page.links[direction]?.headers[0]?.value);

/** The pages from this one on; `atEach` is told before each further one. */
function walk(
  ids: string[],
  page: Page,
  direction: 'next' | 'previous',
  atEach = (_: Page): void => undefined,
): Page[] {
  const pages = [page];
  for (let current = page; current.links[direction]; pages.push(current)) {
    atEach(current);
    current = pageIn(ids, { seekOperation: direction }, tokenOf(current, direction));
  }
  return pages;
}

const itemsOf = (pages: Page[]): string[] => pages.flatMap(({ items }) => items);
const backwardItemsOf = (pages: Page[]): string[] => itemsOf([...pages].reverse());

const size = fc.integer({ min: 1, max: 7 });
const ids = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{2}$/), { maxLength: 20 });

it('[C5] the same rows are on the pages forward from the first and backward from the last', () =>
  fc.assert(
    fc.property(ids, size, (rows, perPage) => {
      const sorted = [...rows].sort();
      const forward = walk(rows, pageIn(rows, { size: perPage }), 'next');
      const backward = walk(rows, pageIn(rows, { size: perPage, seekOperation: 'Last' }), 'previous');
      expect(itemsOf(forward)).toEqual(sorted);
      expect(backwardItemsOf(backward)).toEqual(sorted);
      for (const pages of [forward, backward]) {
        expect(pages.slice(0, -1).every(({ items }) => items.length === perPage)).toBe(true);
        expect(pages.map(({ links }) => [links.previous, links.next].filter(Boolean).length)).toEqual(
          pages.map((_, at) => Number(at > 0) + Number(at < pages.length - 1)),
        );
      }
      // From where either walk ended, the other way leads over the same rows.
      const [end, beginning] = [forward.at(-1), backward.at(-1)] as [Page, Page];
      expect(backwardItemsOf(walk(rows, end, 'previous'))).toEqual(sorted);
      expect(itemsOf(walk(rows, beginning, 'next'))).toEqual(sorted);
    }),
  ));

it('[C5] what is inserted or removed meanwhile repeats no other row and keeps none out, in either direction', () =>
  fc.assert(
    fc.property(
      ids,
      ids,
      size,
      fc.boolean(),
      fc.infiniteStream(fc.boolean()),
      (kept, changing, perPage, isForward, doesInsert) => {
        const rows = [...kept];
        const pending = changing.filter((id) => !kept.includes(id));
        const page = pageIn(rows, { size: perPage, seekOperation: isForward ? 'First' : 'Last' });
        const walked = walk(rows, page, isForward ? 'next' : 'previous', () => {
          const inserted = rows.findIndex((id) => !kept.includes(id));
          if (doesInsert.next().value === false && inserted >= 0) rows.splice(inserted, 1);
          else rows.push(...pending.splice(0, 2));
        });
        const seen = isForward ? itemsOf(walked) : backwardItemsOf(walked);
        expect(seen).toEqual([...new Set(seen)].sort());
        expect(seen.filter((id) => kept.includes(id))).toEqual([...kept].sort());
      },
    ),
  ));

it('[C5] a page that became empty still leads to all that is there', () => {
  const first = pageIn(['a', 'b', 'c'], { size: 2 });
  const beyond = pageIn(['a', 'b'], {}, tokenOf(first, 'next'));
  expect([beyond.items, beyond.links.next]).toEqual([[], undefined]);
  expect(pageIn(['a', 'b'], { seekOperation: 'Previous' }, tokenOf(beyond, 'previous')).items).toEqual(['a', 'b']);
  const second = pageIn(['a', 'b', 'c'], {}, tokenOf(first, 'next'));
  const before = pageIn(['c'], { seekOperation: 'Previous' }, tokenOf(second, 'previous'));
  expect([before.items, before.links.previous]).toEqual([[], undefined]);
  expect(pageIn(['c'], { seekOperation: 'Next' }, tokenOf(before, 'next')).items).toEqual(['c']);
});

it('[C5] without a size, or with 0, holds up to 500, and one more is looked for', () => {
  expect(seek({})).toMatchObject({ size: 500, limit: 501 });
  expect(seek({ size: 0, status: 'open' })).toMatchObject({ size: 500, query: { status: 'open' } });
});

it('[C5] links to the pages around it, and keeps its size, place and query in their token', () => {
  const { links, continuationToken } = pageIn(['a', 'b', 'c', 'd', 'e'], { size: 2, status: 'open' });
  const page = pageIn(['a', 'b', 'c', 'd', 'e'], {}, continuationToken);
  expect(links.previous).toBeUndefined();
  expect(page.links.next?.uri).toBe('/customers?size=2&seekOperation=Next');
  expect(page.links.previous?.uri).toBe('/customers?size=2&seekOperation=Previous');
  expect(page.continuationToken).toBe(tokenOf(page, 'previous'));
  const token = { size: 2, first: 'c', last: 'd', query: { status: 'open' } };
  expect(decodeToken(page.continuationToken ?? '', mine)).toEqual(token);
  expect(seek({ size: 7, status: 'done' }, page.continuationToken)).toMatchObject({
    size: 2,
    from: 'd',
    backward: false,
    query: { status: 'open' },
  });
});

it('[C5] ends with the page that holds the rest, also when that page is full', () => {
  const page = pageIn(['a', 'b', 'c'], { size: 3 });
  expect(page.items).toEqual(['a', 'b', 'c']);
  expect([page.links.next, page.links.previous, page.continuationToken]).toEqual([undefined, undefined, undefined]);
});

it.each([
  ['First', false],
  ['Last', true],
])(
  '[C5] %s begins at its end with the size and the query of the token, unless they are said',
  (seekOperation, backward) => {
    const token = encodeToken({ size: 2, first: 'b', last: 'c', query: { status: 'open' } }, mine);
    const begun = (query: object, given?: string): object => seek({ seekOperation, ...query }, given);
    const at = { backward, scope: mine };
    expect(begun({}, token)).toEqual({ ...at, size: 2, limit: 3, query: { status: 'open' } });
    expect(begun({ size: 7, status: 'done' }, token)).toEqual({ ...at, size: 7, limit: 8, query: { status: 'done' } });
    expect(begun({})).toEqual({ ...at, size: 500, limit: 501, query: {} });
  },
);

it.each(['next', 'Previous', '1'])('[C5] %s goes on from no page without a token', (seekOperation) =>
  expect(() => seek({ seekOperation })).toThrow(`seekOperation=${seekOperation} needs the header MS-ContinuationToken`),
);

it.each([
  ['0', 'next'],
  ['1', 'previous'],
  ['2', 'first'],
  ['3', 'last'],
])('[C5] the operation number %s is %s', (number, name) => {
  const token = encodeToken({ size: 2, first: 'b', last: 'c' }, mine);
  expect(seek({ seekOperation: number }, token)).toEqual(seek({ seekOperation: name }, token));
});

it('[C5] what a token holds besides its place is read like a query', () => {
  const token = encodeToken({ size: 2, last: 'b', query: { status: 'gone' } }, mine);
  expect(() => seek({}, token)).toThrow(/status must be one of/);
  expect(seek({}, encodeToken({ size: 2, last: 'b', query: { tenantId: 'x' } }, mine)).query).toEqual({});
});

it('[C5] takes no token of which any byte was changed, or that was signed by somebody else', () => {
  const token = encodeToken({ size: 2, last: 'b', query: { status: 'open' } }, 'mine');
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
  const token = tokenOf(pageIn(['a', 'b', 'c'], { size: 2 }), 'next');
  const [payload = '', sum = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ size: 2, first: 'a', last: 'a' })).toString('base64url');
  const place = (given: string, scope: string): object => seekOf(SeekQuery, {}, given, scope);

  it('[C5] goes on where it is from', () => expect(place(token, mine)).toMatchObject({ size: 2, from: 'b' }));

  it.each([
    ['of another tenant', token, '/customers of another'],
    ['of another collection', token, '/users of one'],
    ['of no scope', encodeToken({ size: 2, last: 'b' }), mine],
    ['that was changed', `${other}.${sum}`, mine],
    ['that was cut', token.slice(0, -1), mine],
    ['without its checksum', payload, mine],
    ['that is none', 'x', mine],
  ])('[C5] %s is refused', (_, given, scope) =>
    expect(() => place(given, scope)).toThrow('MS-ContinuationToken is not a token of this collection'),
  );
});
