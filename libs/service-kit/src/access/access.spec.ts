import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { partnerTypes, type PartnerType } from '#lib/contracts';
import { runInContext, type MessagingOptions, type OperationContext } from '#lib/messaging';
import { BaseConfig } from '../start/config.js';
import { type CurrentUser } from '#contracts/internal/identity';
import { INTERNAL_CALL } from '../internal/internal-endpoint.decorator.js';
import { type UsersClient } from '../internal/users.client.js';
import { ServiceInstances } from '../internal/instances.js';
import { Access, Anonymous, InternalController } from './access.decorator.js';
import { AccessGuard } from './access.guard.js';
import { roles, type Caller, type Role } from './caller.js';
import { InternalGuard } from './internal.guard.js';
import { type PartnerView } from './partner-directory.js';
import { TokenVerifier } from './tokens/token-verifier.js';

const issuer = 'https://partners.example';
const audience = 'https://api.partnercenter.microsoft.com';
const operatorTenant = '0A1B2C3D-0000-0000-0000-000000000001';
const user = { tid: 'tenant-1', oid: 'user-1', upn: 'ana@contoso.com', idtyp: 'user', roles: ['AdminAgent'] };
const app = { tid: 'tenant-1', appid: 'app-1', idtyp: 'app' };

interface Keys {
  privateKey: CryptoKey;
  publicJwk: JWK;
}
async function newKeys(alg: 'RS256' | 'EdDSA', kid: string): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** Publishes keys over HTTP, as identity does at one path and each service at another. */
class KeyServer {
  status = 200;
  private readonly server: Server;

  constructor(path: string, keys: JWK[]) {
    this.server = createServer((request, response) => {
      const status = request.url === path ? this.status : 404;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let identityKeys: Keys;
let otherKeys: Keys;
let customersKeys: Keys;
let identity: KeyServer;
let customers: KeyServer;
let identityUrl: string;
let customersUrl: string;
/** An address where nobody listens. */
let nowhere: string;

beforeAll(async () => {
  [identityKeys, otherKeys, customersKeys] = await Promise.all([
    newKeys('RS256', 'identity-1'),
    newKeys('RS256', 'identity-1'),
    newKeys('EdDSA', 'customers-1'),
  ]);
  identity = new KeyServer('/discovery/v2.0/keys', [identityKeys.publicJwk]);
  customers = new KeyServer('/internal/keys', [customersKeys.publicJwk]);
  const closed = new KeyServer('/', []);
  [identityUrl, customersUrl, nowhere] = await Promise.all([identity.start(), customers.start(), closed.start()]);
  await closed.stop();
});
afterEach(() => (identity.status = 200));
afterAll(() => Promise.all([identity.stop(), customers.stop()]));

function configOf(identityUrls = [identityUrl]): BaseConfig {
  return Object.assign(new BaseConfig(), {
    PUBLIC_URL: issuer,
    OPERATOR_TENANT: operatorTenant,
    IDENTITY_URLS: identityUrls,
    CUSTOMERS_URLS: [customersUrl],
    AGREEMENTS_URLS: [nowhere],
  });
}
const instancesOf = (config: BaseConfig): ServiceInstances => new ServiceInstances(config);
function verifier(identityUrls?: string[]): TokenVerifier {
  const config = configOf(identityUrls);
  return new TokenVerifier(config, instancesOf(config));
}

const now = Math.floor(Date.now() / 1_000);
interface TokenChanges {
  header?: object;
  key?: CryptoKey | Uint8Array;
  [claim: string]: unknown;
}
/** A good token of identity's, but for the changes; a claim that is undefined is left out. */
function token(
  claims: object = user,
  { header, key = identityKeys.privateKey, ...changes }: TokenChanges = {},
): Promise<string> {
  const payload = { iss: issuer, aud: audience, iat: now, exp: now + 600, ...claims, ...changes };
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid: 'identity-1', ...header })
    .sign(key);
}
const refused = (status: number, code: number, description: string | RegExp = /./): object =>
  expect.objectContaining({
    fault: { status, code },
    description: expect.stringMatching(description) as string,
  }) as object;

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

describe('AccessGuard', () => {
  class Endpoints {
    @Access({ roles: ['AdminAgent', 'SalesAgent'], partnerTypes: ['direct-bill', 'indirect-provider'] })
    attest(): void {}

    @Access({ roles: ['GlobalAdmin'], partnerTypes, app: true })
    list(): void {}

    @Access({ roles: ['Operator'], partnerTypes: 'none' })
    review(): void {}

    @Access({ roles: ['AdminAgent'], partnerTypes: 'none', current: true })
    register(): void {}

    @Anonymous()
    keys(): void {}
  }
  @Anonymous()
  class OpenController {
    live(): void {}
  }
  @InternalController()
  class Internal {
    get(): void {}
  }

  interface Call {
    type?: PartnerType;
    claims?: object;
    authorization?: string;
    controller?: new () => object;
    transport?: string;
    /** What identity knows of the user at this moment. */
    current?: CurrentUser;
    issuer?: string;
  }
  /** Calls an endpoint as somebody of a tenant that is a partner of `type`, or no partner; answers the request's caller. */
  async function call(
    endpoint: string,
    { type, claims = user, controller = Endpoints, ...how }: Call,
  ): Promise<unknown> {
    const view = {
      companyName: 'X',
      partnerType: type,
      status: 'active',
      country: 'DE',
      cloud: 'Global',
    } as PartnerView;
    const directory = { find: (id: string) => Promise.resolve(type && id === 'tenant-1' ? view : undefined) };
    const request: { headers: object; caller?: Caller } = {
      headers: { authorization: 'authorization' in how ? how.authorization : `Bearer ${await token(claims)}` },
    };
    const handler = (controller.prototype as Record<string, () => void>)[endpoint] as () => void;
    const context = new ExecutionContextHost([request, {}], controller, handler);
    if (how.transport) context.setType(how.transport);
    const users = { find: () => Promise.resolve(how.current) } as unknown as UsersClient;
    const config = Object.assign(configOf(), { OIDC_ISSUER: how.issuer });
    const guard = new AccessGuard(new Reflector(), verifier(), directory, users, config);
    const admitted = await guard.canActivate(context);
    return admitted && request.caller;
  }

  it.each(roles.filter((role) => role !== 'Operator'))(
    '[ruling 22] admits %s where the endpoint names it',
    async (role) => {
      const called = call('attest', { type: 'direct-bill', claims: { ...user, roles: [role] } });
      if (role === 'AdminAgent' || role === 'SalesAgent')
        await expect(called).resolves.toMatchObject({ roles: [role] });
      else await expect(called).rejects.toEqual(refused(403, 900150, /It needs AdminAgent or SalesAgent\.$/));
    },
  );

  it.each<[Role[], boolean]>([
    [['HelpdeskAgent', 'SalesAgent'], true],
    [['HelpdeskAgent', 'BillingAdmin'], false],
    [[], false],
  ])('[ruling 22] of the roles %j one is enough: admitted is %s', async (claimed, admitted) => {
    const called = call('attest', { type: 'direct-bill', claims: { ...user, roles: claimed } });
    await (admitted ? expect(called).resolves.toBeDefined() : expect(called).rejects.toEqual(refused(403, 900150)));
  });

  it.each<[PartnerType, RegExp | undefined]>([
    ['direct-bill', undefined],
    ['indirect-provider', undefined],
    [
      'indirect-reseller',
      /for partners of type direct-bill or indirect-provider; yours is indirect-reseller\. Ask your indirect provider/,
    ],
  ])('[A3] admits the partner type %s where the endpoint names it', async (type, refusal) => {
    const called = call('attest', { type });
    if (refusal) await expect(called).rejects.toEqual(refused(403, 900150, refusal));
    else await expect(called).resolves.toMatchObject({ tenantId: 'tenant-1', partner: { partnerType: type } });
  });

  it('[ruling 16] refuses a tenant that is no partner', () =>
    expect(call('attest', {})).rejects.toEqual(refused(403, 2032, /Your tenant is not a partner/)));

  it('[ruling 16] checks the role before the partner type', () =>
    expect(call('attest', { type: 'indirect-reseller', claims: { ...user, roles: ['BillingAdmin'] } })).rejects.toEqual(
      refused(403, 900150, /It needs AdminAgent or SalesAgent/),
    ));

  it('[ruling 16] admits an application only where the endpoint says so, and only of a partner', async () => {
    await expect(call('list', { type: 'direct-bill', claims: app })).resolves.toMatchObject({ kind: 'app' });
    await expect(call('list', { claims: app })).rejects.toEqual(refused(403, 2032, /not a partner/));
    await expect(call('attest', { type: 'direct-bill', claims: { ...app, roles: ['AdminAgent'] } })).rejects.toEqual(
      refused(403, 2032, /needs a user: use an app\+user token/),
    );
  });

  it('[ruling 16] admits the operator, who need not be a partner, from its own tenant alone', async () => {
    const operator = { ...user, roles: ['Operator'] };
    const admitted = await call('review', { claims: { ...operator, tid: operatorTenant } });
    expect(admitted).toMatchObject({ roles: ['Operator'], partner: undefined });
    await expect(call('review', { type: 'direct-bill', claims: operator })).rejects.toEqual(
      refused(403, 900150, /It needs Operator\.$/),
    );
  });

  it('[I3] asks identity for the roles of this moment where what is made outlives the token', async () => {
    const current = { userId: 'user-1', userPrincipalName: 'ana@contoso.com', roles: ['AdminAgent'] };
    await expect(call('register', { current })).resolves.toMatchObject({ objectId: 'user-1' });
    await expect(call('register', { current: { ...current, roles: ['SalesAgent'] } })).rejects.toEqual(
      refused(403, 900150, /It needs AdminAgent\.$/),
    );
    await expect(call('register', {})).rejects.toEqual(refused(401, 400, /no longer exists/));
  });

  it('[I5] another issuer decides by itself who still has which role', () =>
    expect(call('register', { issuer: 'https://login.example' })).resolves.toMatchObject({ objectId: 'user-1' }));

  it('[I2] needs a token, unless the endpoint or its controller is open or checks the caller itself', async () => {
    await expect(call('attest', { type: 'direct-bill', authorization: undefined })).rejects.toEqual(refused(401, 400));
    const nobody = { authorization: undefined };
    await expect(call('keys', nobody)).resolves.toBeUndefined();
    await expect(call('live', { ...nobody, controller: OpenController })).resolves.toBeUndefined();
    await expect(call('get', { ...nobody, controller: Internal })).resolves.toBeUndefined();
  });

  it('[events] leaves event handlers alone', () =>
    expect(call('attest', { authorization: undefined, transport: 'rpc' })).resolves.toBeUndefined());

  it('[I2] tells the operation who acts', async () => {
    const operation: OperationContext = { correlationId: 'c-1' };
    await runInContext(operation, () => call('attest', { type: 'direct-bill' }));
    expect(operation.actor).toBe('tenant-1/user-1');
  });
});

describe('InternalGuard', () => {
  const handler = (): void => undefined;
  Reflect.defineMetadata(INTERNAL_CALL, { callers: ['customers', 'agreements'] }, handler);

  /** A good token of the service customers for identity, but for the changes. */
  function serviceToken({ header, key = customersKeys.privateKey, ...changes }: TokenChanges = {}): Promise<string> {
    const act = { tid: 'tenant-1', oid: 'user-1' };
    const payload = { iss: 'customers', aud: 'identity', iat: now, exp: now + 60, act, ...changes };
    return new SignJWT(JSON.parse(JSON.stringify(payload)) as JWTPayload)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'customers-1', ...header })
      .sign(key);
  }
  let guard: InternalGuard;
  beforeAll(() => {
    const options = { service: 'identity' } as MessagingOptions;
    guard = new InternalGuard(new Reflector(), instancesOf(configOf()), options);
  });
  async function call(given: string | undefined | Promise<string>, handling = handler): Promise<unknown> {
    const text = await given;
    const request: { headers: object; caller?: Caller } = {
      headers: text === undefined ? {} : { authorization: `Bearer ${text}` },
    };
    const context = new ExecutionContextHost([request, {}], Object, handling);
    const admitted = await guard.canActivate(context);
    return admitted && request.caller;
  }

  it('[ruling 10] admits a service that is named, in the name of the original caller', async () =>
    expect(await call(serviceToken())).toEqual({ tenantId: 'tenant-1', objectId: 'user-1', kind: 'user', roles: [] }));

  it('[ruling 10] refuses, by a token that was taken before, what is for other services', async () => {
    const given = await serviceToken();
    await call(given);
    const ofAgreements = (): void => undefined;
    Reflect.defineMetadata(INTERNAL_CALL, { callers: ['agreements'] }, ofAgreements);
    await expect(call(given, ofAgreements)).rejects.toEqual(refused(401, 400));
  });

  it('[ruling 10] admits a service that acts for nobody', async () =>
    expect(await call(serviceToken({ act: undefined }))).toBeUndefined());

  it.each([-50, -10, 10, 50])('[ruling 10] admits a service whose clock differs by %i seconds', async (skew) =>
    expect(await call(serviceToken({ iat: now + skew, exp: now + skew + 60, act: undefined }))).toBeUndefined(),
  );

  it.each<[string, () => string | undefined | Promise<string>]>([
    ['no token', () => undefined],
    ['no token at all', () => 'abc'],
    ['a token for another service', () => serviceToken({ aud: 'enrollment' })],
    ['a token of a service that is not named', () => serviceToken({ iss: 'enrollment' })],
    ['a token of somebody who is no service', () => serviceToken({ iss: 'https://login.example' })],
    ['a token that has expired', () => serviceToken({ iat: now - 100, exp: now - 70 })],
    ['a token that was made more than a minute ago', () => serviceToken({ iat: now - 130, exp: now + 600 })],
    ['a token of the day after tomorrow', () => serviceToken({ iat: now + 70, exp: now + 130 })],
    ['a token that does not say when it was made', () => serviceToken({ iat: undefined })],
    ['a user’s token', () => token(user, { iss: 'customers', aud: 'identity' })],
    ['a token that is not signed', () => new UnsecuredJWT({ iss: 'customers', aud: 'identity', iat: now }).encode()],
  ])('[ruling 10] refuses %s', (_, given) =>
    expect(call(given())).rejects.toEqual(refused(401, 400, /^Access denied/)),
  );

  it('[ruling 10] refuses a service that signs in the name of another', async () => {
    const { privateKey } = await newKeys('EdDSA', 'customers-1');
    await expect(call(serviceToken({ key: privateKey }))).rejects.toEqual(refused(401, 400));
  });

  it('[ruling 9] answers 503 while the calling service does not publish its keys', () =>
    expect(call(serviceToken({ iss: 'agreements' }))).rejects.toEqual(refused(503, 800003)));
});
