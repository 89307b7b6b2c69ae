import { Logger } from '@nestjs/common';
import { fastify } from 'fastify';
import { addRequestHooks } from './request-hooks.js';

async function levelsOf(isEdge: boolean, path: string): Promise<string[]> {
  const levels: string[] = [];
  const spies = (['log', 'debug', 'warn'] as const).map((level) =>
    jest.spyOn(Logger.prototype, level).mockImplementation(() => void levels.push(level)),
  );
  const app = fastify();
  addRequestHooks(app, { isEdge });
  app.get('/v1/customers', () => ({}));
  app.get('/health/live', () => ({}));
  app.get('/v1/orders', (_request, reply) => reply.status(503).send({}));
  await app.inject(path);
  await app.close();
  spies.forEach((spy) => spy.mockRestore());
  return levels;
}

it.each([
  [true, '/v1/customers', 'log'],
  [true, '/health/live', 'debug'],
  [true, '/v1/orders', 'warn'],
  [false, '/v1/customers', 'debug'],
  [false, '/health/live', 'debug'],
  [false, '/v1/orders', 'warn'],
])('at the edge: %s, %s is one line of the level %s', async (isEdge, path, level) =>
  expect(await levelsOf(isEdge, path)).toEqual([level]),
);
