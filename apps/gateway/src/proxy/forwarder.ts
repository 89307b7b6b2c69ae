import { Injectable, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type IncomingHttpHeaders } from 'node:http';
import { faults, type ServiceName } from '#lib/contracts';
import { systemClock } from '#lib/decision';
import { errorBody, notFound, PartnerError } from '#lib/partner-api';
import { BaseConfig, TokenVerifier, type Caller } from '#lib/service-kit';
import { RouteTable, type Route } from './route-table.js';
import { Upstreams } from './upstreams.js';

declare module 'fastify' {
  interface FastifyRequest {
    route?: Route;
    caller?: Caller;
  }
}

const BODY_LIMIT = 1_048_576;

/** Finds the service that answers, checks the caller, and passes the request on as it is. Bodies are never parsed here. */
@Injectable()
export class Forwarder {
  private readonly logger = new Logger(Forwarder.name);
  private readonly upstreams = new Map<ServiceName, Upstreams>();

  constructor(
    private readonly routes: RouteTable,
    private readonly tokens: TokenVerifier,
    private readonly config: BaseConfig,
  ) {}

  /** Refuses what no service answers, what is too large, and who has no valid token. */
  async admit(request: FastifyRequest): Promise<void> {
    const [path = ''] = request.url.split('?');
    const route = this.routes.find(request.method, path);
    if (!route) throw this.unknown(request.method, path);
    request.route = route;
    request.routePattern = route.pattern;
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) {
      throw new PartnerError(faults.tooLarge, 'The request body is larger than 1 MB.');
    }
    if (route.needsToken) request.caller = await this.tokens.verify(request.headers.authorization);
  }

  forward(request: FastifyRequest, reply: FastifyReply): void {
    const { service } = request.route as Route;
    const upstreams = this.upstreamsOf(service);
    const url = upstreams.next(systemClock.now().getTime());
    reply.from(`${url}${request.url}`, {
      // Trying again is the client's decision, which knows how long it can wait.
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, headers) => forwarded(request, headers),
      onError: (failed, { error }) => {
        this.logger.warn(`${service} at ${url} does not answer: ${error.message}`);
        upstreams.isAway(url, systemClock.now().getTime());
        const text = `The ${service} service does not answer. Send the request again with the same MS-RequestId.`;
        void failed.status(503).header('Retry-After', '1').send(errorBody(faults.unavailable, text));
      },
    });
  }

  private unknown(method: string, path: string): PartnerError {
    const allowed = this.routes.methodsOf(path);
    if (allowed.length > 0) {
      return new PartnerError(
        faults.methodNotAllowed,
        `${method} is not for this path; it takes ${allowed.join(', ')}.`,
      );
    }
    if (this.routes.missing.length > 0) {
      return new PartnerError(faults.unavailable, 'The platform is still starting. Try again.', 1);
    }
    return notFound('Nothing is found at this path. /openapi.json lists what there is.');
  }

  private upstreamsOf(service: ServiceName): Upstreams {
    const upstreams = this.upstreams.get(service) ?? new Upstreams(this.config.urlsOf(service));
    this.upstreams.set(service, upstreams);
    return upstreams;
  }
}

/** `Expect` has been answered by this server; the ids are those that the answer and the logs carry. */
function forwarded(request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { expect: _expect, connection: _connection, ...rest } = headers;
  const { correlationId, traceparent } = request.operation;
  return { ...rest, 'ms-correlationid': correlationId, ...(traceparent && { traceparent }) };
}
