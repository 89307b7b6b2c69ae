import { type FastifyRequest } from 'fastify';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** The names of the host that the issuer has: where it is this machine, it has several. */
export function ownNames(hostname: string): string[] {
  return loopback.includes(hostname) ? loopback : [hostname];
}

/**
 * Where a browser has to go that came by another name of this machine: cookies are of one name alone, and the sign-in goes
 * on under that of the issuer. Undefined: it is there already, or came through something that this service knows nothing of.
 */
export function underOwnName({ method, headers, url }: FastifyRequest, issuer: string): string | undefined {
  if (method !== 'GET' || !headers.accept?.includes('text/html')) return undefined;
  const own = new URL(issuer);
  const came = URL.parse(`${own.protocol}//${String(headers['x-forwarded-host'])}`);
  if (!came || came.host === own.host || came.port !== own.port) return undefined;
  return ownNames(own.hostname).includes(came.hostname) ? issuer + url : undefined;
}
