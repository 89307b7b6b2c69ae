import fastifyStatic from '@fastify/static';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { API_PREFIX, ApiProxy } from './api/api-proxy.js';
import { IndexPage } from './pages/index-page.js';
import { PortalConfig } from './portal.config.js';

/**
 * Puts the pages, what they are made of, and their way to the API onto the HTTP server.
 * @param folder where Vite has put the pages
 */
export async function publish(app: NestFastifyApplication, folder: string): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const [proxy, page] = [app.get(ApiProxy), new IndexPage(folder, app.get(PortalConfig).hasSandboxCorner)];
  // First: routes from before would have no filter for what they refuse.
  await fastify.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // The names of files change with what is in them.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    index: false,
    decorateReply: false,
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.route({
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: `${API_PREFIX}/*`,
    exposeHeadRoute: false,
    handler: (request, reply) => proxy.forward(request, reply),
  });
  fastify.get('/*', (_request, reply) => page.send(reply));
}
