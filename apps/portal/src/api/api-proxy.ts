import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingHttpHeaders } from 'node:http';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type HttpRequest } from '#lib/service-kit';
import { PortalConfig } from '../portal.config.js';
import { RecentRequests } from '../sandbox/recent-requests.js';
import { assertFromOwnPage } from '../session/own-pages.js';
import { Sessions } from '../session/sessions.js';
import { Gateway } from './gateway.js';

/** Where pages find the public API, with the session of their browser. */
export const API_PREFIX = '/app/api';

const sent = [
  'accept',
  'accept-language',
  'content-type',
  'if-match',
  'if-none-match',
  'ms-continuationtoken',
  'ms-correlationid',
  'ms-requestid',
  'traceparent',
  'x-locale',
];
const between = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'set-cookie'];

/** Passes a page's request on to the public API, as the user of the browser's session: what a page can do, a program can do. */
@Injectable()
export class ApiProxy {
  private readonly logger = new Logger(ApiProxy.name);

  constructor(
    private readonly sessions: Sessions,
    private readonly gateway: Gateway,
    private readonly config: PortalConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly recent?: RecentRequests,
  ) {}

  async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    assertFromOwnPage(request, this.config.PUBLIC_URL);
    const session = await this.sessions.current(request, reply);
    if (!session) throw new PartnerError(faults.accessDenied, 'You are not signed in any more. Sign in again.');
    try {
      const { status, headers, body } = await this.gateway.ask(forwarded(request, session.accessToken));
      this.remember(request, reply, status, headers);
      for (const name of Object.keys(headers)) if (!between.includes(name)) void reply.header(name, headers[name]);
      return await reply.code(status).send(body.length > 0 ? body : undefined);
    } catch (error) {
      this.logger.warn(`The gateway does not answer: ${(error as Error).message}`);
      const text = 'The platform does not answer. Send the request again with the same MS-RequestId.';
      throw new PartnerError(faults.unavailable, text, 1);
    }
  }

  private remember(
    request: FastifyRequest,
    { elapsedTime }: FastifyReply,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    const [requestId, correlationId] = [headers['ms-requestid'], headers['ms-correlationid']].map(String);
    this.recent?.add({
      at: this.clock.now().toISOString(),
      method: request.method,
      path: request.url.slice(API_PREFIX.length),
      status,
      ms: Math.round(elapsedTime),
      requestId,
      correlationId,
    });
  }
}

function forwarded({ body, headers: received, method, url }: FastifyRequest, accessToken: string): HttpRequest {
  const headers: IncomingHttpHeaders = { authorization: `Bearer ${accessToken}` };
  for (const name of sent) if (received[name] !== undefined) headers[name] = received[name];
  const isEmpty = !Buffer.isBuffer(body) || body.length === 0;
  return { method, path: url.slice(API_PREFIX.length), headers, ...(!isEmpty && { body }) };
}
