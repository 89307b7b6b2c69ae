import { type LoggerService } from '@nestjs/common';
import { pino, type Logger as Pino } from 'pino';
import { currentContext } from '#lib/messaging';

/** Nest tells every route and module at each start; that is for looking into a problem. */
const chatty = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

const secrets = ['authorization', 'password', 'token', 'accessToken', 'privateJwk', 'nonce', 'cookie', 'uri'];

/** JSON lines on standard output, each with the ids of the work it belongs to, and never a secret. */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;

  constructor(service: string, level: string) {
    this.pino = pino({
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeError },
      mixin: () => ({ ...currentContext() }),
    });
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
      this.pino[level]({ context, ...fields }, String((details[0] as string | undefined) ?? ''));
      return;
    }
    const stack = level === 'error' && typeof details[0] === 'string' ? details[0] : undefined;
    this.pino[level]({ context, ...(stack && { stack }) }, String(message as string));
  }
}

/** What helps to find the cause, and nothing that a library hangs onto its errors, such as whole requests. */
function describeError(error: Error & { code?: unknown }): object {
  const { name, message, stack, code } = error;
  return { type: name, message, stack, ...(code !== undefined && { code }) };
}
