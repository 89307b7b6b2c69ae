import { RememberedTokens } from './remembered-tokens.js';

const start = new Date('2026-03-01T08:00:00Z').getTime();
const seconds = start / 1_000;
let now: number;
let tokens: RememberedTokens<string>;
const pass = (ms: number): number => (now += ms);

beforeEach(() => {
  now = start;
  tokens = new RememberedTokens({ now: () => new Date(now) }, 2);
});

it('remembers what was found of a token, and of no other', () => {
  tokens.add('a', 'Ana', seconds + 60);
  expect([tokens.get('a'), tokens.get('A'), tokens.get('')]).toEqual(['Ana', undefined, undefined]);
});

it('forgets it when it expires', () => {
  tokens.add('a', 'Ana', seconds + 60);
  pass(59_999);
  expect(tokens.get('a')).toBe('Ana');
  pass(1);
  expect(tokens.get('a')).toBeUndefined();
});

it('remembers none for more than ten minutes, and none that never expires', () => {
  tokens.add('a', 'Ana', seconds + 24 * 60 * 60);
  tokens.add('b', 'Ben', undefined);
  pass(10 * 60_000);
  expect([tokens.get('a'), tokens.get('b')]).toEqual([undefined, undefined]);
});

it('forgets the oldest where there are too many', () => {
  for (const token of ['a', 'b', 'c']) tokens.add(token, token, seconds + 60);
  expect(['a', 'b', 'c'].map((token) => tokens.get(token))).toEqual([undefined, 'b', 'c']);
});
