import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Role } from '#lib/contracts';
import { type PartnerView } from './partner-directory.js';

export { roles, type Role } from '#lib/contracts';

/** Who calls: a user of a tenant, an application that acts without one, or a platform that sends commands over Kafka. */
export interface Caller {
  /** The tenant, claim `tid`; the partner id of partners. */
  tenantId: string;
  /** The user's id (`oid`), or the application's (`appid`); of a platform the id of the application that it is registered for. */
  objectId: string;
  kind: 'user' | 'app' | 'platform';
  /** User principal name; absent for others. */
  upn?: string;
  /** Applications have none; a platform has those that it is registered with. */
  roles: Role[];
  /** The caller's partner account, where the endpoint is for partners. */
  partner?: PartnerView;
}

export interface AuthenticatedRequest extends FastifyRequest {
  caller?: Caller;
}

/** The caller of a public endpoint, or the one on whose behalf a service calls an internal one. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!caller) throw new Error('This endpoint is open to anyone: there is no caller.');
  return caller;
});

/** The one on whose behalf a service calls an internal endpoint, if there is one. */
export const ActingCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().caller,
);

/** The partner account of the caller of an endpoint that is for partners. */
export function partnerOf({ tenantId, partner }: Caller): PartnerView {
  if (!partner) throw new Error(`No partner account was looked up for ${tenantId}: the endpoint is not for partners.`);
  return partner;
}
