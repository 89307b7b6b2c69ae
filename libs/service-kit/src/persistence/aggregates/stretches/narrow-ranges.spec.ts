import fc from 'fast-check';
import { type Stretch } from '#lib/partner-api';
import { NarrowRanges } from './narrow-ranges.js';
import { idsIn } from './stretch.js';

interface Row {
  id: string;
}

/** How much a server reads that does not stop at the limit. */
class Shelf {
  readonly rows: Row[];
  read: number[] = [];
  readonly ranges = new NarrowRanges<Row>();

  constructor(ids: string[]) {
    this.rows = [...new Set(ids)].sort().map((id) => ({ id }));
  }

  stretch(stretch: Stretch): Promise<Row[]> {
    this.read = [];
    return this.ranges.read('ana', stretch, (between) => {
      const { $gt = '', $lt = '~' } = idsIn(between)._id ?? {};
      const found = this.rows.filter(({ id }) => id > $gt && id < $lt);
      this.read.push(found.length);
      return Promise.resolve((between.backward ? found.reverse() : found).slice(0, between.limit));
    });
  }

  expected({ from, backward, limit }: Stretch): Row[] {
    const found = this.rows.filter(({ id }) => from === undefined || (backward ? id < from : id > from));
    return (backward ? found.reverse() : found).slice(0, limit);
  }
}

const guids = (count: number): string[] => Array.from({ length: count }, () => crypto.randomUUID());

it('[performance] reads little more than a page once it knows how close the rows lie', async () => {
  const shelf = new Shelf(guids(20_000));
  await shelf.stretch({ limit: 101 });
  expect(shelf.read).toEqual([20_000]);
  for (const stretch of [{ limit: 101 }, { limit: 101, from: shelf.rows[9_000]?.id }, { limit: 101, backward: true }]) {
    expect(await shelf.stretch(stretch as Stretch)).toEqual(shelf.expected(stretch as Stretch));
    expect(shelf.read.reduce((sum, each) => sum + each)).toBeLessThan(400);
  }
});

it('finds what a stretch holds, wherever the rows lie and whatever it has learnt', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.uuid(),
          fc.uuid().map((id) => `0000000${id.slice(7)}`),
        ),
        { maxLength: 60 },
      ),
      fc.array(
        fc.record({ at: fc.option(fc.nat(59)), backward: fc.boolean(), limit: fc.integer({ min: 1, max: 70 }) }),
        { maxLength: 8 },
      ),
      async (ids, stretches) => {
        const shelf = new Shelf(ids);
        for (const { at, backward, limit } of stretches) {
          const from = at === null ? undefined : shelf.rows[at]?.id;
          const stretch = { backward, limit, ...(from !== undefined && { from }) };
          expect(await shelf.stretch(stretch)).toEqual(shelf.expected(stretch));
        }
      },
    ),
  ));
