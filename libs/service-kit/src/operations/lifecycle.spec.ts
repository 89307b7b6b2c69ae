import fastify from 'fastify';
import { Lifecycle } from './lifecycle.js';

it('[ruling 34] closes connections with its answers from the first signal to stop', async () => {
  const app = fastify();
  const lifecycle = new Lifecycle();
  lifecycle.closeConnectionsOf(app);
  app.get('/', () => 'answered');
  const connection = async (): Promise<unknown> => (await app.inject('/')).headers['connection'];
  expect(await connection()).toBe('keep-alive');
  lifecycle.stopping = true;
  expect(await connection()).toBe('close');
  await app.close();
});
