import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { type MessagingOptions } from '#lib/messaging';
import { INTERNAL_CALL } from '../internal/internal-endpoint.decorator.js';
import { type Caller } from './caller.js';
import { InternalGuard } from './internal.guard.js';
import {
  configOf,
  customersKeys,
  instancesOf,
  newKeys,
  now,
  publishKeys,
  refused,
  token,
  type TokenChanges,
  user,
} from './tokens/tokens.doubles.js';

publishKeys();

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

  it.each([-30, -10, 10, 50])('[ruling 10] admits a service whose clock differs by %i seconds', async (skew) =>
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
    ['a token that was made in two hours', () => serviceToken({ iat: now + 7_200, exp: now + 7_260 })],
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
