import fc from 'fast-check';
import { getMpnId } from '#contracts/internal/enrollment';
import { getCurrentUser } from '#contracts/internal/identity';
import { internalPath } from './internal-path.js';

it('leads to the path that its call names, whatever the values hold', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (value) => {
      if (!/[^.]/.test(value)) return;
      const path = internalPath(getCurrentUser, { tenantId: value, userId: 'x' });
      const { pathname, search, host } = new URL(path, 'http://identity');
      const segments = pathname.split('/');
      expect([segments.length, segments[1], segments[2], segments[4]]).toEqual([6, 'internal', 'tenants', 'users']);
      expect(decodeURIComponent(segments[3]!)).toBe(value);
      expect([search, host]).toEqual(['', 'identity']);
    }),
    {
      examples: [['../x'], ['a/../../b'], ['%2e%2e'], ['?a=b'], ['#'], ['\\..'], ['//elsewhere'], [':userId'], ['$&']],
    },
  ));

it('encodes the values of a query as well', () =>
  expect(internalPath(getMpnId, { mpnId: '1&x=2' })).toBe('/internal/partners?mpnId=1%26x%3D2'));

it.each(['', '.', '..', '\ud800'])('refuses %j, which no encoding keeps in its place', (value) =>
  expect(() => internalPath(getCurrentUser, { tenantId: value, userId: 'x' })).toThrow('is not an id'),
);

it('takes no values but those that the call names', () => {
  // @ts-expect-error The query of this call is the MPN ID.
  expect(() => internalPath(getMpnId, { tenantId: 'x' })).toThrow('is not an id');
});
