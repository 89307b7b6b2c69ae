import { Logger } from '@nestjs/common';
import { UnsecuredJWT } from 'jose';
import { type Caller } from '../caller.js';
import { TokenVerifier } from './token-verifier.js';
import {
  app,
  audience,
  configOf,
  identity,
  identityKeys,
  identityUrl,
  instancesOf,
  issuer,
  nowhere,
  now,
  operatorTenant,
  otherKeys,
  publishKeys,
  refused,
  token,
  user,
  verifier,
} from './tokens.doubles.js';

publishKeys();

describe('TokenVerifier', () => {
  const verify = async (given: string | Promise<string>, scheme = 'Bearer'): Promise<Caller> =>
    verifier().verify(`${scheme} ${await given}`);

  it('[I2] tells which user calls', async () =>
    expect(await verify(token())).toEqual({
      tenantId: 'tenant-1',
      objectId: 'user-1',
      kind: 'user',
      upn: 'ana@contoso.com',
      roles: ['AdminAgent'],
    }));

  it('[ruling 16] tells which application calls, which has no roles whatever its token says', async () =>
    expect(await verify(token({ ...app, roles: ['GlobalAdmin'] }))).toEqual({
      tenantId: 'tenant-1',
      objectId: 'app-1',
      kind: 'app',
      upn: undefined,
      roles: [],
    }));

  it('[I2] takes the scheme in any casing, and the tenant in lower case', async () =>
    expect(await verify(token({ ...user, tid: 'TENANT-1' }), 'bearer')).toMatchObject({ tenantId: 'tenant-1' }));

  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['Basic YTpi'], ['Token abc']])(
    '[I2] asks for a token where the header is %j',
    (header) => expect(verifier().verify(header)).rejects.toEqual(refused(401, 400, /Send an access token as/)),
  );

  it('[I2] says that a token has expired', () =>
    expect(verify(token(user, { exp: now - 1 }))).rejects.toEqual(refused(401, 400, /has expired; get a new one/)));

  it.each<[string, () => string | Promise<string>]>([
    ['of another issuer', () => token(user, { iss: 'https://login.example' })],
    ['for another audience', () => token(user, { aud: 'https://graph.example' })],
    ['that does not expire', () => token(user, { exp: undefined })],
    ['that is not valid yet', () => token(user, { nbf: now + 600 })],
    ['without a tenant', () => token({ ...user, tid: undefined })],
    ['without a user', () => token({ ...user, oid: undefined })],
    ['without an application', () => token({ ...app, appid: undefined, oid: 'user-1' })],
    ['signed with another key', () => token(user, { key: otherKeys.privateKey })],
    ['of a key that identity does not publish', () => token(user, { header: { kid: 'unknown' } })],
    ['that is not signed', () => new UnsecuredJWT({ iss: issuer, aud: audience, exp: now + 600, ...user }).encode()],
    [
      'signed with the public key as a secret',
      () =>
        token(user, {
          header: { alg: 'HS256' },
          key: new TextEncoder().encode(JSON.stringify(identityKeys.publicJwk)),
        }),
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await token()).split('.');
        const claims = { iss: issuer, aud: audience, exp: now + 600, ...user, roles: ['GlobalAdmin'] };
        return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
      },
    ],
    ['that is none', () => 'abc.def.ghi'],
  ])('[I2] refuses a token %s', async (_, given) =>
    expect(verify(given())).rejects.toEqual(refused(401, 400, /^Access denied\. The (access )?token/)),
  );

  it('[I2] verifies each token once; a changed one is not the same', async () => {
    const verifies = verifier();
    const given = await token();
    const caller = await verifies.verify(`Bearer ${given}`);
    expect(await verifies.verify(`Bearer ${given}`)).toBe(caller);
    await expect(verifies.verify(`Bearer ${given.slice(0, -2)}`)).rejects.toEqual(refused(401, 400));
  });

  it.each([
    ['is away', () => verifier([nowhere])],
    [
      'fails',
      () => {
        identity.status = 500;
        return verifier();
      },
    ],
  ])('[ruling 9] answers 503, not 401, while identity %s and its keys are not known', async (_, failing) =>
    expect(failing().verify(`Bearer ${await token()}`)).rejects.toMatchObject({
      fault: { status: 503, code: 800003 },
      retryAfter: 2,
    }),
  );

  it('[I5] tells the log why the keys of another issuer cannot be had', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const elsewhere = new TokenVerifier(
      Object.assign(configOf(), { OIDC_ISSUER: identityUrl }),
      instancesOf(configOf()),
    );
    await expect(elsewhere.verify(`Bearer ${await token()}`)).rejects.toEqual(refused(503, 800003));
    const reason = /^No keys to verify access tokens: .*openid-configuration is not the discovery document of http/;
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(reason));
    warn.mockRestore();
  });

  it('[I2] goes on with the keys that it knows while identity is away', async () => {
    const tokens = verifier();
    await tokens.verify(`Bearer ${await token()}`);
    identity.status = 500;
    await expect(tokens.verify(`Bearer ${await token()}`)).resolves.toMatchObject({ objectId: 'user-1' });
  });

  it('[ruling 34] asks another instance of identity when one is away', async () =>
    expect(verifier([nowhere, identityUrl]).verify(`Bearer ${await token()}`)).resolves.toMatchObject({
      objectId: 'user-1',
    }));

  it.each([
    [['SalesAgent', 'GlobalAdmin', 'Emperor'], 'tenant-1', ['GlobalAdmin', 'SalesAgent']],
    [['Operator', 'AdminAgent'], 'tenant-1', ['AdminAgent']],
    [['Operator', 'AdminAgent'], operatorTenant, ['AdminAgent', 'Operator']],
    [['Operator'], operatorTenant.toLowerCase(), ['Operator']],
    ['GlobalAdmin', 'tenant-1', []],
    [undefined, 'tenant-1', []],
  ])('[ruling 16] reads the roles %j of the tenant %s as %j', async (claimed, tid, expected) =>
    expect((await verify(token({ ...user, tid, roles: claimed }))).roles).toEqual(expected),
  );
});
