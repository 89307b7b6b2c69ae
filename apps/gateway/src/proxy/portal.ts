import { Injectable, Logger } from '@nestjs/common';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { askHttp, Instances, type HttpAnswer, type HttpRequest } from '#lib/service-kit';
import { currentTraceparent } from '#lib/messaging';
import { tracedCall } from './traced-call.js';
import { endToEnd } from '../edge/headers.js';
import { readTarget } from '../edge/request-target.js';
import { GatewayConfig } from '../gateway.config.js';

/** What pages ask the portal for, as programs do. */
const API = '/app/api/*';
/** What the portal answers. Everything else is the API, and what belongs to it. */
const paths = [
  API,
  '/',
  '/app',
  '/app/*',
  '/assets/*',
  '/invitations/*',
  '/partnershipinvitations/*',
  '/verifications/*',
  '/my/*',
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const ANSWER_LIMIT_MS = 35_000;

/** Passes on to the portal what is for people. */
@Injectable()
export class Portal {
  private readonly logger = new Logger(Portal.name);
  private readonly instances: Instances;

  constructor({ PORTAL_URLS }: GatewayConfig) {
    this.instances = new Instances(PORTAL_URLS);
  }

  publish(fastify: FastifyInstance): void {
    if (this.instances.urls.length === 0) return;
    for (const url of paths) {
      fastify.route({
        method: [...methods],
        url,
        exposeHeadRoute: false,
        config: { rateLimit: {}, ...(url !== API && { answerForm: 'page' }) },
        handler: (request, reply) => this.forward(request, reply),
      });
    }
  }

  private async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { status, headers, body } = await this.answerTo(request);
    return reply
      .code(status)
      .headers(endToEnd(headers))
      .send(body.length > 0 ? body : undefined);
  }

  private async answerTo(request: FastifyRequest): Promise<HttpAnswer> {
    const { path, query } = readTarget(request.url);
    try {
      return await tracedCall('portal', request, () =>
        this.instances.ask((url) => askHttp(url, forwarded(request, path + query), ANSWER_LIMIT_MS)),
      );
    } catch (error) {
      this.logger.warn(`The portal does not answer: ${(error as Error).message}`);
      const text = 'The pages are not available right now. Nothing was changed. Wait a moment, then try again.';
      throw new PartnerError(faults.unavailable, text, 5);
    }
  }
}

function forwarded({ body, headers: received, method, operation }: FastifyRequest, path: string): HttpRequest {
  const headers = endToEnd(received);
  delete headers.host;
  delete headers.expect;
  delete headers['content-length'];
  headers['ms-correlationid'] = operation.correlationId;
  const traceparent = currentTraceparent() ?? operation.traceparent;
  if (traceparent) headers['traceparent'] = traceparent;
  return { method, path, headers, ...(Buffer.isBuffer(body) && body.length > 0 && { body }) };
}
