import { Injectable, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { faults } from '#lib/contracts';
import { invalidArgument, notFound, PartnerError } from '#lib/partner-api';
import {
  askHttp,
  ServiceInstances,
  TokenVerifier,
  type Caller,
  type HttpAnswer,
  type HttpRequest,
} from '#lib/service-kit';
import { currentTraceparent } from '#lib/messaging';
import { tracedCall } from './traced-call.js';
import { endToEnd } from '../edge/headers.js';
import { type NotSupported } from '../partner-center/not-supported.js';
import { pathOf, readTarget, type RequestTarget } from '../edge/request-target.js';
import { RouteTable, type Route } from './route-table.js';

declare module 'fastify' {
  interface FastifyRequest {
    target: RequestTarget;
    route?: Route;
    caller?: Caller;
  }
}

const BODY_LIMIT = 1_048_576;
const ANSWER_LIMIT_MS = 30_000;

/**
 * Finds the service that answers, checks the caller, and passes the request on as it is. Bodies are never parsed here. The
 * whole request is here before a connection to a service is taken, and the whole answer before it is sent: however slow a
 * client is, it holds nothing that others need.
 */
@Injectable()
export class Forwarder {
  private readonly logger = new Logger(Forwarder.name);

  constructor(
    private readonly routes: RouteTable,
    private readonly tokens: TokenVerifier,
    private readonly instances: ServiceInstances,
  ) {}

  /** Refuses what no service answers, what is too large, and who has no valid token. */
  async admit(request: FastifyRequest): Promise<void> {
    const route = this.routes.find(request.method, pathOf(request.url));
    // A path that is refused has its form as well.
    if (route && 'answerForm' in route) request.answerForm = route.answerForm;
    request.target = readTarget(request.url);
    const { path } = request.target;
    if (!route) throw this.unknown(request, path);
    if ('notSupported' in route) throw this.notSupported(request.method, path, route);
    request.route = route;
    request.routePattern = route.pattern;
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) {
      throw new PartnerError(faults.tooLarge, 'The request body is larger than 1 MB.');
    }
    if (route.needsToken) request.caller = await this.tokens.verify(request.headers.authorization);
  }

  async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { status, headers, body } = await this.answerTo(request);
    return reply
      .code(status)
      .headers(endToEnd(headers))
      .send(body.length > 0 ? body : undefined);
  }

  private async answerTo(request: FastifyRequest): Promise<HttpAnswer> {
    const { service } = request.route as Route;
    const { path, query } = request.target;
    const instances = this.instances.of(service);
    const ask = (url: string): Promise<HttpAnswer> =>
      askHttp(url, forwarded(request, `${path}${query}`), ANSWER_LIMIT_MS);
    try {
      return await tracedCall(service, request, () => instances.askUntilSent(ask));
    } catch (error) {
      // Trying again what may have been begun is the client's decision, which knows how long it can wait.
      this.logger.warn(`${service} does not answer: ${(error as Error).message}`);
      const text = `The ${service} service does not answer. Send the request again with the same MS-RequestId.`;
      throw new PartnerError(faults.unavailable, text, 1);
    }
  }

  /** Never 405, which Microsoft's SDK for Java repeats without end. */
  private notSupported(method: string, path: string, { notSupported }: NotSupported): PartnerError {
    if (notSupported === 'path') {
      return notFound(`Partner Center's ${method} on this path is not supported here. /openapi.json lists what is.`);
    }
    const methods = this.routes.methodsOf(path).join(', ');
    return invalidArgument(`Partner Center's ${method} is not supported on this path; it takes ${methods}.`);
  }

  private unknown({ method, server }: FastifyRequest, path: string): PartnerError {
    const own = server.hasRoute({ method: 'GET', url: path }) ? ['GET', 'HEAD'] : [];
    const allow = [...own, ...this.routes.methodsOf(path)];
    if (allow.length > 0) {
      const text = `${method} is not allowed on this path, which takes ${allow.join(', ')}.`;
      return new PartnerError(faults.methodNotAllowed, text, undefined, { allow });
    }
    if (this.routes.missing.length > 0) {
      return new PartnerError(faults.unavailable, 'The platform is still starting. Try again.', 1);
    }
    return notFound('There is nothing at this path. /openapi.json lists all paths.');
  }
}

/**
 * `Expect` has been answered by this server, and the length is that of the body as it is sent; the ids are those that the
 * answer and the logs carry.
 */
function forwarded({ method, headers: received, host, operation, body }: FastifyRequest, path: string): HttpRequest {
  const headers = endToEnd(received);
  delete headers.host;
  delete headers.expect;
  delete headers['content-length'];
  headers['x-forwarded-host'] = host;
  headers['ms-correlationid'] = operation.correlationId;
  const traceparent = currentTraceparent() ?? operation.traceparent;
  if (traceparent) headers['traceparent'] = traceparent;
  const sent = Buffer.isBuffer(body) && body.length > 0 ? { body } : {};
  return { method: method, path, headers, ...sent };
}
