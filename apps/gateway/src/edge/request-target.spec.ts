import { pathOf, readTarget } from './request-target.js';

it('keeps path and query as they were sent', () => {
  expect(readTarget('/v1/customers?filter=%7B%22a%22%3A%22../b%22%7D&x=a%20b')).toEqual({
    path: '/v1/customers',
    query: '?filter=%7B%22a%22%3A%22../b%22%7D&x=a%20b',
  });
  expect(readTarget('//v1//customers/')).toEqual({ path: '//v1//customers/', query: '' });
});

it('keeps a path as long in lower case as it is', () => {
  const url = '/v1/domains/%C4%B0stanbul.example/x%c4%b0?name=%C4%B0';
  const { path, query } = readTarget(url);
  expect([path, query]).toEqual([pathOf(url), '?name=%C4%B0']);
  expect(decodeURIComponent(path).normalize('NFC')).toBe('/v1/domains/İstanbul.example/xİ');
  expect(decodeURIComponent(path).toLowerCase()).toHaveLength(decodeURIComponent(path).length);
});

it.each([
  ['http://example.com/v1/customers', 'must name a path'],
  ['*', 'must name a path'],
  ['/v1/customers#top', 'fragment'],
  ['/v1/providers?name=%zz', 'not well-formed'],
  ['/v1/providers?name=%C3', 'not well-formed'],
  ['/v1/%zz', 'not well-formed'],
  ['/v1/customers/..%5cinternal', 'backslashes'],
  ['/v1/customers/a%00b', 'control characters'],
  ['/v1/customers/../internal', 'segments'],
  ['/v1/customers/%2e%2e/internal', 'segments'],
  ['/v1/customers/..%2finternal', 'segments'],
])('refuses %s', (url, reason) => expect(() => readTarget(url)).toThrow(reason));
