import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { IsString } from 'class-validator';
import { exportJWK, generateKeyPair } from 'jose';
import { register } from 'prom-client';
import { askedOf, defineCall, defineCallOfEach, Refusal } from '#lib/contracts';
import { isTransient, mayFailEachTime, type MessagingOptions } from '#lib/messaging';
import { type Caller } from '../access/caller.js';
import { BaseConfig } from '../start/config.js';
import { askAny } from './ask-any.js';
import { Instances, ServiceInstances } from './instances.js';
import { DependencyFailedError, DependencyUnavailableError, InternalClient } from './internal-client.js';
import { type ServiceKeysRepository } from '../keys/internal/service-keys.repository.js';

const servers: Server[] = [];
let asked: string[];

/** An instance that notes down that it was asked. */
async function instance(name: string, answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(name);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answers =
  (status: number, body = ''): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
const get = { method: 'GET', path: '/' } as const;
const never: RequestListener = () => undefined;
const stopsMidway: RequestListener = (_request, response) => response.writeHead(200).write('{"half":');

/** An address where nobody listens; the next server may get it. */
async function nowhere(): Promise<string> {
  const url = await instance('nowhere', never);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

class Reservation {
  @IsString()
  name: string;
}
const reserve = defineCall({
  owner: 'identity',
  callers: ['customers'],
  method: 'PUT',
  path: '/internal/x/:tenantId',
  body: Reservation,
  answers: { 200: Reservation, 404: Refusal, 409: Refusal },
});

beforeAll(() => void Logger.overrideLogger(false));
beforeEach(() => (asked = []));
afterAll(() =>
  servers.forEach((server) => {
    server.closeAllConnections();
    server.close();
  }),
);

describe('asking any instance', () => {
  it.each([
    ['takes connections and never answers', never],
    ['stops in the middle of its answer', stopsMidway],
  ])(
    '[ruling 34] an instance that %s costs a part of the time, and is passed over afterwards',
    async (_, behaviour) => {
      const instances = new Instances([
        await instance('bad', behaviour),
        await instance('good', answers(200, '"well"')),
      ]);
      for (let call = 0; call < 6; call++) {
        expect((await askAny(instances, get, 6_000)).body.toString()).toBe('"well"');
      }
      expect(asked.filter((name) => name === 'bad').length).toBeLessThanOrEqual(2);
      expect(asked.filter((name) => name === 'good')).toHaveLength(6);
    },
  );

  it('[ruling 34] a slow instance is waited for when the others cannot be reached', async () => {
    const waiting: (() => void)[] = [];
    const slow: RequestListener = (request, response) =>
      void waiting.push(() => answers(200, '"late"')(request, response));
    const instances = new Instances([await nowhere(), await instance('slow', slow)]);
    // It answers when it has been passed over.
    const { isAway } = instances;
    jest.spyOn(instances, 'isAway').mockImplementation((...which) => {
      isAway.apply(instances, which);
      for (const answer of waiting.splice(0)) answer();
    });
    for (let call = 0; call < 2; call++) expect((await askAny(instances, get, 2_000)).body.toString()).toBe('"late"');
  });

  it('[ruling 34] asks each once, and fails when none answers', async () => {
    const others = [await instance('bad', never), await instance('worse', never)];
    const instances = new Instances([...others, await nowhere()]);
    await expect(askAny(instances, get, 2_000)).rejects.toThrow();
    expect(asked.sort()).toEqual(['bad', 'worse']);
  });

  it('[ruling 34] takes an answer without a body', async () => {
    const instances = new Instances([await instance('good', answers(204))]);
    expect((await askAny(instances, get, 1_000)).status).toBe(204);
  });
});

describe('the client', () => {
  async function keyPair(kid: string): Promise<object> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    return { kid, privateKey, publicJwk: await exportJWK(publicKey) };
  }
  function client(keys: object, ...urls: string[]): InternalClient {
    const config = Object.assign(new BaseConfig(), { IDENTITY_URLS: urls });
    const options = { service: 'customers' } as MessagingOptions;
    return new InternalClient(new ServiceInstances(config), keys as ServiceKeysRepository, options);
  }
  async function call(...urls: string[]): Promise<unknown> {
    const pair = await keyPair('k');
    const asking = client({ current: () => Promise.resolve(pair) }, ...urls);
    return asking.call(reserve, { tenantId: 'x' }, { body: { name: 'Contoso' } }).catch((error: unknown) => error);
  }

  async function failures(reason: string): Promise<number> {
    const text = await register.getSingleMetricAsString('twotier_internal_call_failures_total');
    return Number(new RegExp(`service="identity",reason="${reason}"} (\\d+)`).exec(text)?.[1] ?? 0);
  }

  it('[ruling 10] signs once for one service and caller, and again for another caller or by another key', async () => {
    const tokens: string[] = [];
    const url = await instance('identity', ({ headers }, response) => {
      tokens.push(String(headers.authorization));
      answers(200, '{"name":"Contoso"}')(null as never, response);
    });
    const pairs = await Promise.all(['k1', 'k2'].map(keyPair));
    const keys = { current: () => Promise.resolve(pairs[0]) };
    const asking = client(keys, url);
    const ana: Caller = { tenantId: 'tenant-1', objectId: 'ana', kind: 'user', roles: [] };
    const ask = (caller?: Caller): Promise<unknown> =>
      asking.call(reserve, { tenantId: 'x' }, { caller, body: { name: 'Contoso' } });
    for (const caller of [ana, { ...ana }, undefined, { ...ana, objectId: 'ben' }, { ...ana, tenantId: 'tenant-2' }])
      await ask(caller);
    pairs.shift();
    await ask(ana);
    expect([tokens[1] === tokens[0], new Set(tokens).size]).toEqual([true, 5]);
  });

  it('[ruling 33] asks every address for itself, and tells which of them do not answer as the contract has it', async () => {
    const pair = await keyPair('k');
    const asking = client(
      { current: () => Promise.resolve(pair) },
      await instance('one', answers(200, '{"name":"one"}')),
      await nowhere(),
      await instance('stopping', answers(503)),
      await instance('other', answers(200, '{"name":"other"}')),
      await instance('old', answers(200, '{}')),
    );
    const look = askedOf('identity', defineCallOfEach({ ...reserve, method: 'GET', body: undefined }));
    const told = await asking.callAll(look, { tenantId: 'x' });
    expect(told.map((answer) => answer?.body)).toEqual([
      { name: 'one' },
      undefined,
      undefined,
      { name: 'other' },
      undefined,
    ]);
    expect([...asked].sort()).toEqual(['old', 'one', 'other', 'stopping']);
  });

  it.each([
    [200, { name: 'Contoso' }],
    [404, { code: 1000, description: 'There is none.' }],
    [409, { code: 900, description: 'It is taken.' }],
  ])('[ruling 9] hands on the answer %i, without what its contract does not know', async (status, body) => {
    const text = JSON.stringify({ ...body, added: 'by a newer version' });
    expect(await call(await instance('identity', answers(status, text)))).toEqual({ status, body });
  });

  it.each([
    ['an instance that nobody listens at', nowhere, 'no-answer'],
    ['503', () => instance('identity', answers(503)), 'unavailable'],
    ['a proxy that reaches no instance', () => instance('proxy', answers(502)), 'unavailable'],
    ['401', () => instance('identity', answers(401)), 'token-refused'],
  ])('[ruling 9] takes %s for a service that is away, and counts it', async (_, at, reason) => {
    const before = await failures(reason);
    const failure = await call(await at());
    expect(failure).toBeInstanceOf(DependencyUnavailableError);
    expect([isTransient(failure), mayFailEachTime(failure)]).toEqual([true, false]);
    expect(await failures(reason)).toBe(before + 1);
  });

  it.each([
    ['500', answers(500), 'failed'],
    ['an answer that cannot be read', answers(200, '{"half":'), 'undeclared'],
    ['an answer that its contract does not describe', answers(200, '{"name":1}'), 'undeclared'],
    ['an answer without a body', answers(200), 'undeclared'],
    ['a status that its contract does not name', answers(403, '{"code":1,"description":"No."}'), 'undeclared'],
  ])('[ruling 9] tells %s from a service that is away; callers are told the same', async (_, answer, reason) => {
    const before = await failures(reason);
    const failure = (await call(await instance('identity', answer))) as DependencyFailedError;
    expect(failure).toBeInstanceOf(DependencyFailedError);
    expect(failure.fault.status).toBe(503);
    expect(mayFailEachTime(failure)).toBe(true);
    expect(await failures(reason)).toBe(before + 1);
  });
});
