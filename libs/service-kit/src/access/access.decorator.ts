import { applyDecorators, Controller, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiExcludeController, ApiExtension } from '@nestjs/swagger';
import { type PartnerType } from '#lib/contracts';
import { type Role } from './caller.js';
import { InternalGuard } from './internal.guard.js';

export const ACCESS = 'twotier:access';

/** Who may call an endpoint. */
export interface Access {
  /** One of these is needed; a user without any of them is refused. */
  roles: Role[];
  /** The types of partner that may call. `none`: the endpoint is not for partners as such, the role decides alone. */
  partnerTypes: readonly PartnerType[] | 'none';
  /**
   * Whether an application may call without a user; it has no roles. As Partner Center documents it for each operation; where
   * it documents nothing, an application may read what is its own tenant's.
   */
  app?: boolean;
  /**
   * Whether the roles that count are those that the user holds at this moment: for what outlives the token that asks for it,
   * such as credentials, accounts and links that grant something.
   */
  current?: boolean;
}

/** For who runs this installation. */
export const operatorAccess: Access = { roles: ['Operator'], partnerTypes: 'none' };

/** For a customer's own users. That their tenant is no partner, and whose customer it is, the endpoint finds out. */
export const customerAccess: Access = { roles: ['GlobalAdmin'], partnerTypes: 'none' };

/** The OpenAPI extension that tells who may call an operation: users with one of the roles, of one of the types of partner. */
export const ACCESS_EXTENSION = 'x-access';

/** Names who may call an endpoint of the public API. An endpoint that names nobody keeps the app from starting. */
export function Access(access: Access): MethodDecorator {
  const { roles, partnerTypes, app = false } = access;
  const told = { roles, ...(partnerTypes !== 'none' && { partnerTypes }), app };
  return applyDecorators(SetMetadata(ACCESS, access), ApiBearerAuth(), ApiExtension(ACCESS_EXTENSION, told));
}

/** An endpoint that needs no token. */
export function Anonymous(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS, 'anonymous');
}

/** A controller that other services call, and nobody else. Each handler names its call; the gateway does not forward to it. */
export function InternalController(): ClassDecorator {
  return applyDecorators(
    Controller(),
    SetMetadata(ACCESS, 'internal'),
    UseGuards(InternalGuard),
    ApiExcludeController(),
  );
}
