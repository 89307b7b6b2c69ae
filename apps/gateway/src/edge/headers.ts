import { type FastifyInstance } from 'fastify';
import { type IncomingHttpHeaders } from 'node:http';

/** RFC 9110, 7.6.1; with those that only older proxies send. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Without what is between two neighbours alone: the usual ones, and those that `Connection` names. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept: IncomingHttpHeaders = {};
  for (const name of Object.keys(headers)) {
    if (!hopByHop.has(name) && !named.includes(name)) kept[name] = headers[name];
  }
  return kept;
}

/** A service that knows better, such as for its pages, says so itself. */
const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** The reader of the API's document runs its own scripts, and sets styles by them. */
const READER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * What every answer tells browsers and caches, unless a service says otherwise: it is kept nowhere, since most of the API
 * answers what is for its caller alone, one-time passwords and secrets among it; and it is no page.
 */
export function addSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  const headers = {
    ...always,
    // Browsers hold it for all ports of a name: on this machine others serve HTTP.
    ...(protocol === 'https:' && !loopback.includes(hostname) && { 'strict-transport-security': 'max-age=31536000' }),
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    if (/^\/docs(\/|$)/i.test(request.url)) void reply.header('content-security-policy', READER_POLICY);
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    // Who was answered before its request came to an end gets no other answer on this connection.
    if (!request.raw.complete) void reply.header('connection', 'close');
    done();
  });
}
