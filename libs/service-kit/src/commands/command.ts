import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, type RawBodyRequest } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type AuthenticatedRequest, type Caller } from '../access/caller.js';
import { derivedId, systemIds } from '../ids.js';

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

/** One command of somebody who has not signed in. Whoever sends the same again is the same to us. */
export class AnonymousCommand {
  constructor(
    /**
     * Follows from the request alone. Where its body holds a password, whoever sees this id and knows the rest can try
     * passwords against it: then it has to be keyed with a secret before it is stored or anything is derived from it.
     */
    readonly id: string,
  ) {}
}

/** The command that a request is; see `docs/adr/0006-idempotency.md`. */
export const CurrentCommand = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const request = context.switchToHttp().getRequest<RawBodyRequest<AuthenticatedRequest>>();
  if (!request.caller)
    throw new Error('This endpoint is open to anyone: there is no caller whose command it could be.');
  const { tenantId, objectId } = request.caller;
  return new Command(commandId(request, tenantId, objectId), request.caller);
});

/** The command that a request to an endpoint is that is open to anyone. */
export const CurrentAnonymousCommand = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return new AnonymousCommand(commandId(context.switchToHttp().getRequest<RawBodyRequest<FastifyRequest>>()));
});

/**
 * Clients send the same `MS-RequestId` for different operations, and repeat it for the same one: so the id covers the
 * caller, if there is one, the operation and the body as well. Without the header every request is a command of its own.
 */
function commandId(request: RawBodyRequest<FastifyRequest>, ...caller: string[]): string {
  const requestId = request.headers['ms-requestid'];
  const hash = createHash('sha256');
  for (const part of [...caller, request.method, foldedPath(request.url)]) hash.update(`${part}\n`);
  hash.update(request.rawBody ?? '');
  hash.update(`\n${typeof requestId === 'string' && requestId !== '' ? requestId : systemIds.random()}`);
  return hash.digest('hex');
}

function foldedPath(url: string): string {
  const [path = ''] = url.split('?');
  return path.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '');
}
