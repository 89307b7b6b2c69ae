import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, type RawBodyRequest } from '@nestjs/common';
import { type AuthenticatedRequest, type Caller } from './access/caller.js';
import { derivedId, systemIds } from './ids.js';

/** One command of a caller. A repeat of the same request has the same id, and finds what the first one did. */
export class Command {
  constructor(
    readonly id: string,
    readonly caller: Caller,
  ) {}

  /** The id of what this command creates. */
  idOf(aggregate: string): string {
    return derivedId(this.id, aggregate);
  }
}

/** The command that a request is; see `docs/adr/0006-idempotency.md`. */
export const CurrentCommand = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const request = context.switchToHttp().getRequest<RawBodyRequest<AuthenticatedRequest>>();
  if (!request.caller)
    throw new Error('This endpoint is open to anyone: there is no caller whose command it could be.');
  return new Command(commandId(request, request.caller), request.caller);
});

/**
 * Clients send the same `MS-RequestId` for different operations, and repeat it for the same one: so the id covers the
 * caller, the operation and the body as well. Without the header every request is a command of its own.
 */
function commandId(request: RawBodyRequest<AuthenticatedRequest>, caller: Caller): string {
  const requestId = request.headers['ms-requestid'];
  const hash = createHash('sha256');
  for (const part of [caller.tenantId, caller.objectId, request.method, foldedPath(request.url)])
    hash.update(`${part}\n`);
  hash.update(request.rawBody ?? '');
  hash.update(`\n${typeof requestId === 'string' && requestId !== '' ? requestId : systemIds.random()}`);
  return hash.digest('hex');
}

function foldedPath(url: string): string {
  const [path = ''] = url.split('?');
  return path.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '');
}
