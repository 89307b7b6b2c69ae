import fc from 'fast-check';
import { internalPath, type InternalPath } from './internal-path.js';

it('leads to the path that its template names, whatever the values hold', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      if (!/[^.]/.test(value)) return;
      const { pathname, search, host } = new URL(internalPath`/internal/tenants/${value}/users`, 'http://identity');
      const segments = pathname.split('/');
      expect([segments.length, segments[1], segments[2], segments[4]]).toEqual([5, 'internal', 'tenants', 'users']);
      expect(decodeURIComponent(segments[3]!)).toBe(value);
      expect([search, host]).toEqual(['', 'identity']);
    }),
    { examples: [['../x'], ['a/../../b'], ['%2e%2e'], ['?a=b'], ['#'], ['\\..'], ['//elsewhere']] },
  ));

it('encodes the values of a query as well', () =>
  expect(internalPath`/internal/partners?mpnId=${'1&x=2'}`).toBe('/internal/partners?mpnId=1%26x%3D2'));

it.each(['', '.', '..', '\ud800'])('refuses %j, which no encoding keeps in its place', (value) =>
  expect(() => internalPath`/internal/tenants/${value}`).toThrow('is not an id'),
);

it('is the only way to a path', () => {
  // @ts-expect-error A text may hold values that are not encoded.
  const path: InternalPath = '/internal/tenants/x';
  expect(internalPath`/internal/tenants/x`).toBe(path);
});
