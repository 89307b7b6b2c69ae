import { type FastifyRequest } from 'fastify';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';

/** What the portal's own pages send with each request. No other site's page can: a browser would ask first, and nobody answers. */
const PAGE_HEADER = 'x-portal';

/** Refuses what a page of another site makes a browser send, with the session that the browser has here. */
export function assertFromOwnPage({ headers, method }: FastifyRequest, publicUrl: string): void {
  const isRead = method === 'GET' || method === 'HEAD';
  const isOwn = headers[PAGE_HEADER] === '1' && (isRead || headers.origin === new URL(publicUrl).origin);
  if (isOwn) return;
  const text = `This is for the portal's own pages. Programs use the API itself, with an access token: see /docs.`;
  throw new PartnerError(faults.forbidden, text);
}
