import { mappedClaims } from './claim-mapping.js';

it('[I5] takes claims by their own names where nothing else is said', () =>
  expect(mappedClaims({ tid: 't', oid: 'o', roles: ['AdminAgent'], email: 'e' }, {})).toEqual({
    tid: 't',
    oid: 'o',
    roles: ['AdminAgent'],
    upn: undefined,
    idtyp: undefined,
    appid: undefined,
  }));

it('[I5] takes claims from where the issuer has them', () => {
  const payload = {
    sub: 'o',
    tid: 'of something else',
    realm_access: { roles: ['AdminAgent'] },
    'https://claims.example/tenant.id': 't',
  };
  const mapping = { tid: 'https://claims.example/tenant.id', oid: 'sub', roles: 'realm_access.roles' };
  expect(mappedClaims(payload, mapping)).toMatchObject({ tid: 't', oid: 'o', roles: ['AdminAgent'] });
});

it.each(['missing', 'sub.length', 'realm_access.missing.roles', '__proto__.polluted', 'constructor.name'])(
  '[I5] finds nothing at %s',
  (path) => expect(mappedClaims({ sub: 'o', realm_access: {} }, { tid: path }).tid).toBeUndefined(),
);
