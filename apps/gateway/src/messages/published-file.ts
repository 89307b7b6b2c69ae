import { createHash } from 'node:crypto';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

/** What is the same for everybody until the gateway is started again. */
export interface PublishedFile {
  path: string;
  /** Its `content-type` at least. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** Caches keep it as long, and then ask whether it has changed. */
const MAX_AGE_SECONDS = 300;

/** Answers GET and HEAD of the file to everybody, within the limit of an address; 304 to who has it already. */
export function publishFile(fastify: FastifyInstance, { path, headers, text }: PublishedFile): void {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const always = { ...headers, etag, 'cache-control': `public, max-age=${MAX_AGE_SECONDS}` };
  fastify.get(path, { config: { rateLimit: {} } }, (request: FastifyRequest, reply: FastifyReply) => {
    void reply.headers(always);
    return isKnown(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(text);
  });
}

/** RFC 9110, 13.1.2: weak comparison. */
function isKnown(given: string | undefined, etag: string): boolean {
  return (given ?? '').split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')));
}
