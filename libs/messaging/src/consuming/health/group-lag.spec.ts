import { lagOf } from './group-lag.js';

const end = (partition: number, low: string, high: string): Parameters<typeof lagOf>[1][number] => ({
  partition,
  low,
  high,
});

it('[consuming] a group is behind by what was published and not committed, of all partitions', () =>
  expect(
    lagOf(
      [
        { partition: 0, offset: '7' },
        { partition: 1, offset: '3' },
      ],
      [end(0, '0', '10'), end(1, '0', '3')],
    ),
  ).toBe(3));

it('[consuming] where nothing was committed, all that is still there is to come', () =>
  expect(lagOf([{ partition: 0, offset: '-1' }], [end(0, '4', '10'), end(1, '2', '3')])).toBe(7));

it('[consuming] what was committed before it was deleted, or before a topic was made anew, counts nothing', () =>
  expect(
    lagOf(
      [
        { partition: 0, offset: '2' },
        { partition: 1, offset: '9' },
      ],
      [end(0, '4', '10'), end(1, '0', '1')],
    ),
  ).toBe(6));
