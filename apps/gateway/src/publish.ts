import rateLimit from '@fastify/rate-limit';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { METHODS } from 'node:http';
import { ConnectionLimit } from './edge/connection-limit.js';
import { addSecurityHeaders } from './edge/headers.js';
import { GatewayConfig } from './gateway.config.js';
import { publishMessages } from './messages/publish-messages.js';
import { Forwarder } from './proxy/forwarder.js';
import { Portal } from './proxy/portal.js';
import { RouteTable } from './proxy/route-table.js';

/** Puts the public API, its document and its reader onto the HTTP server, and those of the messages on Kafka. */
export async function publish(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const routes = app.get(RouteTable);
  const forwarder = app.get(Forwarder);
  const config = app.get(GatewayConfig);
  addSecurityHeaders(fastify, config.PUBLIC_URL);
  const connections = new ConnectionLimit(config.CONNECTIONS_PER_ADDRESS, config.TRUSTED_PROXIES);
  connections.watch(fastify.server);
  fastify.addHook('onRequest', (request, reply, done) => done(connections.admit(request, reply)));
  await fastify.register(rateLimit, limits(config));
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const method of METHODS) if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method);
  fastify.get('/openapi.json', { config: { rateLimit: {} } }, () => routes.document);
  publishMessages(fastify, config);
  SwaggerModule.setup('docs', app, () => routes.document, { customSiteTitle: 'Two Tier API', raw: false });
  app.get(Portal).publish(fastify);
  fastify.route({
    method: fastify.supportedMethods,
    url: '/*',
    config: { rateLimit: {} },
    onRequest: (request) => forwarder.admit(request),
    handler: (request, reply) => forwarder.forward(request, reply),
  });
}

/**
 * Counted for each user or application, and for each address where nobody has to sign in. What an endpoint with a limit
 * of its own takes counts there alone.
 */
function limits({ RATE_LIMIT_PER_MINUTE, ENDPOINT_LIMIT_FACTOR }: GatewayConfig): object {
  return {
    global: false,
    max: ({ route }: FastifyRequest) =>
      route?.limitPerMinute ? Math.ceil(route.limitPerMinute * ENDPOINT_LIMIT_FACTOR) : RATE_LIMIT_PER_MINUTE,
    timeWindow: 60_000,
    hook: 'preValidation',
    keyGenerator: ({ caller, ip, method, route }: FastifyRequest) => {
      const who = caller ? `${caller.tenantId}/${caller.objectId}` : ip;
      return route?.limitPerMinute ? `${who} ${method} ${route.pattern}` : who;
    },
    errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) => ({
      statusCode: 429,
      message: `Rate limit is exceeded. Try again in ${Math.ceil(ttl / 1_000)} seconds.`,
    }),
  };
}
