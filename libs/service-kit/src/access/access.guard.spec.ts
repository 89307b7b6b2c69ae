import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { partnerTypes, type PartnerType } from '#lib/contracts';
import { runInContext, type OperationContext } from '#lib/messaging';
import { type CurrentUser } from '#contracts/internal/identity';
import { type UsersClient } from '../internal/users.client.js';
import { Access, Anonymous, InternalController } from './access.decorator.js';
import { AccessGuard } from './access.guard.js';
import { roles, type Caller, type Role } from './caller.js';
import { type PartnerView } from './partner-directory.js';
import { app, configOf, operatorTenant, publishKeys, refused, token, user, verifier } from './tokens/tokens.doubles.js';

publishKeys();

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
