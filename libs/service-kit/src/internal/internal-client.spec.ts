import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { exportJWK, generateKeyPair } from 'jose';
import { register } from 'prom-client';
import { isTransient, mayFailEachTime, type MessagingOptions } from '#lib/messaging';
import { BaseConfig } from '../config.js';
import { fetchFromAny } from './fetch-from-any.js';
import { Instances, ServiceInstances } from './instances.js';
import { internalPath } from './internal-path.js';
import { DependencyFailedError, DependencyUnavailableError, InternalClient } from './internal-client.js';
import { type ServiceKeysRepository } from './service-keys.repository.js';

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
const never: RequestListener = () => undefined;
const stopsMidway: RequestListener = (_request, response) => response.writeHead(200).write('{"half":');

/** An address where nobody listens; the next server may get it. */
async function nowhere(): Promise<string> {
  const url = await instance('nowhere', never);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

beforeAll(() => Logger.overrideLogger(false));
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
        expect(await (await fetchFromAny(instances, '/', {}, 3_000)).json()).toBe('well');
      }
      expect(asked.filter((name) => name === 'bad').length).toBeLessThanOrEqual(2);
      expect(asked.filter((name) => name === 'good')).toHaveLength(6);
    },
  );

  it('[ruling 34] asks each once, and fails when none answers', async () => {
    const others = [await instance('bad', never), await instance('worse', never)];
    const instances = new Instances([...others, await nowhere()]);
    await expect(fetchFromAny(instances, '/', {}, 2_000)).rejects.toThrow();
    expect(asked.sort()).toEqual(['bad', 'worse']);
  });

  it('[ruling 34] takes an answer without a body', async () => {
    const instances = new Instances([await instance('good', answers(204))]);
    expect((await fetchFromAny(instances, '/', {}, 1_000)).status).toBe(204);
  });
});

describe('the client', () => {
  async function call(...urls: string[]): Promise<unknown> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const pair = { kid: 'k', privateKey, publicJwk: await exportJWK(publicKey) };
    const keys = { current: () => Promise.resolve(pair) } as unknown as ServiceKeysRepository;
    const config = Object.assign(new BaseConfig(), { IDENTITY_URLS: urls });
    const options = { service: 'customers' } as MessagingOptions;
    const client = new InternalClient(new ServiceInstances(config), keys, options);
    return client.call('identity', 'PUT', internalPath`/internal/x`, { body: {} }).catch((error: unknown) => error);
  }

  async function failures(reason: string): Promise<number> {
    const text = await register.getSingleMetricAsString('twotier_internal_call_failures_total');
    return Number(new RegExp(`service="identity",reason="${reason}"} (\\d+)`).exec(text)?.[1] ?? 0);
  }

  it.each([200, 404, 409])('[ruling 9] hands on the answer %i', async (status) => {
    expect(await call(await instance('identity', answers(status, '{"a":1}')))).toEqual({ status, body: { a: 1 } });
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
    ['500', answers(500)],
    ['an answer that cannot be read', answers(200, '{"half":')],
  ])('[ruling 9] tells %s from a service that is away; callers are told the same', async (_, answer) => {
    const before = await failures('failed');
    const failure = (await call(await instance('identity', answer))) as DependencyFailedError;
    expect(failure).toBeInstanceOf(DependencyFailedError);
    expect(failure.fault.status).toBe(503);
    expect(mayFailEachTime(failure)).toBe(true);
    expect(await failures('failed')).toBe(before + 1);
  });
});
