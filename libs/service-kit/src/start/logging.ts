import { type LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino, type LoggerOptions } from 'pino';
import { currentContext, messageOf } from '#lib/messaging';
import { activeSpan } from '#lib/telemetry';

/** Nest tells every route and module at each start; that is for looking into a problem. */
const chatty = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Names of fields that are never told, on the first three levels. */
const secrets = ['authorization', 'password', 'token', 'accessToken', 'privateJwk', 'nonce', 'cookie', 'uri'];

/** JSON lines on standard output, each with the ids of the work it belongs to, and never a secret. */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;
  /** For lines that can hold no secret: looking for one costs as much as the line itself. */
  private readonly plain: Pino;

  constructor(service: string, level: string) {
    const options: LoggerOptions = {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      mixin: contextOfLine,
    };
    const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
    this.pino = pino({ ...options, redact: { paths, censor: '[redacted]' } });
    this.plain = pino(options);
  }

  log = (message: unknown, ...rest: unknown[]): void => this.write('info', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]): void => this.write('trace', message, rest);
  fatal = (message: unknown, ...rest: unknown[]): void => this.write('fatal', message, rest);

  /** Nest calls with `(message, ...details, context)`; our own code with `(fields, message)`, to which Nest adds the context. */
  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.length > 0 ? String(rest.at(-1)) : undefined;
    const details = rest.slice(0, -1);
    if (level === 'info' && context && chatty.has(context)) level = 'debug';
    if (typeof message === 'object' && message !== null) {
      const fields = message instanceof Error ? { err: message } : message;
      const logger = canHoldSecret(fields) ? this.pino : this.plain;
      logger[level]({ context, ...fields }, String((details[0] as string | undefined) ?? ''));
      return;
    }
    const stack = level === 'error' && typeof details[0] === 'string' ? details[0] : undefined;
    this.plain[level]({ context, ...(stack && { stack }) }, String(message as string));
  }
}

function canHoldSecret(fields: object): boolean {
  return Object.entries(fields).some(([name, value]) => typeof value === 'object' || secrets.includes(name));
}

/** By `trace_id` and `span_id`, as OpenTelemetry names them in lines, what shows traces finds the lines of a span. */
function contextOfLine(): object {
  const span = activeSpan();
  return { ...currentContext(), ...(span && { trace_id: span.traceId, span_id: span.spanId }) };
}

/** What helps to find the cause, and nothing that a library hangs onto its errors, such as whole requests. */
function describeError(error: Error & { code?: unknown }): object {
  const { name, stack, code } = error;
  const message = messageOf(error);
  return { type: name, message, stack: stack?.replace(error.message, message), ...(code !== undefined && { code }) };
}
