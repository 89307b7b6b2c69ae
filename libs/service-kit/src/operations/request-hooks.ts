import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { type ConnectionError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { faults } from '#lib/contracts';
import { type Fault } from '#lib/decision';
import { runInContext, type OperationContext } from '#lib/messaging';
import { errorBody, PartnerError } from '#lib/partner-api';
import { isTracing, openSpan, within, type OpenSpan } from '#lib/telemetry';
import { systemIds } from '../ids.js';
import { FORM_TYPE } from '../pages/form.decorator.js';
import { databaseCommands, httpDuration } from './metrics.js';

const idForm = /^[\w.:-]{1,128}$/;
const traceparentForm = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const json = /^application\/([\w.-]+\+)?json\b/i;
const form = /^application\/x-www-form-urlencoded\b/i;

/** What operations asks, again and again. */
const notTraced = /^\/(health\/|metrics)/;

const commonMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const requestLine = /^[!#$%&'*+.^_`|~\w-]+ \S+ HTTP\/\d\.\d\r\n/;
const unknownMethod: [Fault, string] = [
  faults.methodNotAllowed,
  `This method is not known. Use ${commonMethods.join(', ')}.`,
];
const unreadable = new Map<string, [Fault, string]>([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    [faults.requestTimeout, 'The request did not arrive in time. Send it again as a whole.'],
  ],
  ['HPE_HEADER_OVERFLOW', [faults.headersTooLarge, 'The request line and the headers are larger than 16 KB.']],
]);

declare module 'fastify' {
  interface FastifyRequest {
    operation: OperationContext;
    /** Absent where nothing is traced. */
    span?: OpenSpan | undefined;
    /** The pattern of the path, where the router of the app does not know it. */
    routePattern?: string;
  }
}

/**
 * Gives every request its ids, answers them in Partner Center's headers, logs and measures it by its route pattern. What the edge
 * has logged, others log for looking into a problem alone, and failures always.
 */
export function addRequestHooks(fastify: FastifyInstance, { isEdge }: { isEdge: boolean }): void {
  const logger = new Logger('http');
  fastify.decorateRequest('operation', null as unknown as OperationContext);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.operation = operationOf(request);
    request.span = spanOf(request);
    void reply.header('MS-CorrelationId', request.operation.correlationId);
    void reply.header('MS-RequestId', headerId(request, 'ms-requestid') ?? systemIds.random());
    within(request.span, () => runInContext(request.operation, done));
  });
  // Reading the body leaves the context that the first hook entered.
  fastify.addHook('preValidation', (request, _reply, done) =>
    within(request.span, () => runInContext(request.operation, done)),
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routePattern ?? request.routeOptions.url ?? 'unmatched';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    httpDuration.observe(labels, reply.elapsedTime / 1_000);
    const { databaseCommands: commands } = request.operation;
    if (commands !== undefined) databaseCommands.observe({ method: request.method, route }, commands);
    const quiet = isEdge && !route.startsWith('/health/') ? 'log' : 'debug';
    const level = reply.statusCode >= 500 ? 'warn' : quiet;
    within(request.span, () =>
      runInContext(request.operation, () => logger[level]({ ...labels, ms: Math.round(reply.elapsedTime) }, 'request')),
    );
    endSpan(request, route, reply.statusCode);
    done();
  });
}

/** Fastify and Nest would read texts and forms everywhere; forms are taken where `@TakesForm()` says so. */
export function refuseOtherThanJson(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const type = request.headers['content-type'];
    const { takesForm } = request.routeOptions.config as { takesForm?: boolean };
    const [taken, wanted] = takesForm ? [form, FORM_TYPE] : [json, 'application/json'];
    if (type === undefined || taken.test(type)) done(null, payload);
    else done(new PartnerError(faults.unsupportedMediaType, `The request body must be ${wanted}.`));
  });
}

/** Answers what is no HTTP request that could be read: nobody knows for which path it was meant. */
export function refuseUnreadable({ code, rawPacket }: ConnectionError, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isOtherMethod =
    code === 'HPE_INVALID_METHOD' &&
    requestLine.test(Buffer.from(rawPacket as unknown as Uint8Array).toString('latin1'));
  const [fault, description] = isOtherMethod
    ? unknownMethod
    : (unreadable.get(code) ?? [faults.invalidArgument, 'This is not a valid HTTP request.']);
  const body = JSON.stringify(errorBody(fault, description));
  const head = [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`,
    ...(fault === faults.methodNotAllowed ? [`Allow: ${commonMethods.join(', ')}`] : []),
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function operationOf(request: FastifyRequest): OperationContext {
  const received = request.headers['traceparent'];
  const traceparent = typeof received === 'string' && traceparentForm.test(received) ? received : firstTraceparent();
  return {
    correlationId: headerId(request, 'ms-correlationid') ?? systemIds.random(),
    ...(traceparent && { traceparent }),
  };
}

/** Without the path, which could hold a token, and without who asks: the route says enough. */
function spanOf({ method, url, protocol, operation }: FastifyRequest): OpenSpan | undefined {
  if (!isTracing() || notTraced.test(url)) return undefined;
  const known = commonMethods.includes(method) ? method : '_OTHER';
  return openSpan(known, {
    kind: 'server',
    attributes: {
      'http.request.method': known,
      'url.scheme': protocol,
      'twotier.correlation_id': operation.correlationId,
    },
    parent: operation.traceparent,
  });
}

function endSpan({ span, method }: FastifyRequest, route: string, status: number): void {
  if (!span) return;
  if (commonMethods.includes(method)) span.rename(`${method} ${route}`);
  span.set({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.fail(String(status));
  span.end();
}

function headerId(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && idForm.test(value) ? value : undefined;
}

/** Where something is traced, its span is the first. Node has the bytes of many random ids ready; asking for bytes costs as much as the log line. */
function firstTraceparent(): string | undefined {
  if (isTracing()) return undefined;
  const digits = (): string => systemIds.random().replaceAll('-', '');
  return `00-${digits()}-${digits().slice(16)}-00`;
}
