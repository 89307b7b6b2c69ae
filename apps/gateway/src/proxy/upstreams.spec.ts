import { Upstreams } from './upstreams.js';

const taken = (upstreams: Upstreams, times: number, now: number): string[] =>
  Array.from({ length: times }, () => upstreams.next(now)).sort();

it('[ruling 34] takes the instances of a service in turn', () =>
  expect(taken(new Upstreams(['a', 'b', 'c']), 6, 0)).toEqual(['a', 'a', 'b', 'b', 'c', 'c']));

it('[ruling 34] passes an instance over for two seconds after it did not answer', () => {
  const upstreams = new Upstreams(['a', 'b', 'c']);
  upstreams.isAway('b', 10_000);
  expect(taken(upstreams, 4, 11_999)).toEqual(['a', 'a', 'c', 'c']);
  expect(taken(upstreams, 3, 12_000)).toEqual(['a', 'b', 'c']);
});

it('[ruling 34] tries the instances that are away while there are no others', () => {
  const upstreams = new Upstreams(['a', 'b']);
  upstreams.isAway('a', 0);
  upstreams.isAway('b', 0);
  expect(taken(upstreams, 2, 1)).toEqual(['a', 'b']);
});
