import { Type } from 'class-transformer';
import { ArrayUnique, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsCountry } from '../validation/country-code.js';
import { clouds, type Cloud } from '../enrollment/partner/partner-type.js';
import { Text } from '../validation/text.js';
import { defineCall, Refusal } from './internal-call.js';

/** Who asks, as it is now: a user with its roles, or an application, which has none. */
export class ActingUser {
  @IsString({ each: true })
  @ArrayUnique()
  roles: string[];
}

/** What a tenant is made of. */
export class TenantDetails {
  @Text({ max: 200 })
  companyName: string;

  /** Lower case ASCII. */
  @IsString()
  domain: string;

  @IsCountry()
  country: string;

  @IsIn(clouds)
  cloud: Cloud;
}

/** A tenant to be reserved for a customer, and who may do it. */
export class TenantReservation extends TenantDetails {
  /**
   * Roles of which a user who asks has to hold one at this moment; none: it only has to be there, as an application has.
   * Absent: nothing is asked of it.
   */
  @IsOptional()
  @IsString({ each: true })
  @ArrayUnique()
  callerHolds?: string[];
}

/** A tenant as identity knows it at this moment. */
export class TenantFacts extends TenantDetails {
  @IsUUID('loose')
  tenantId: string;

  /** Who asks, if it is a user or an application of this tenant and not gone. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ActingUser)
  caller?: ActingUser;
}

/** The admin user of a reserved tenant. */
export class ReservedTenant {
  @IsUUID('loose')
  tenantId: string;

  @IsString()
  userName: string;

  /** Absent once it may not be told any more, and under another issuer. */
  @IsOptional()
  @IsString()
  password?: string;
}

/** A user as identity knows it at this moment. */
export class CurrentUser {
  @IsString()
  userId: string;

  @IsString()
  userPrincipalName: string;

  /** The roles that the user holds now, whatever its token says. */
  @IsString({ each: true })
  roles: string[];
}

/** A source of commands: the company that it speaks for, and what it may. */
export class CommandSourceFacts {
  @IsUUID('loose')
  tenantId: string;

  /** The application that it is registered for; of one that the operator configures an id that nobody else has. */
  @IsUUID('loose')
  objectId: string;

  /** Those that its registration names. */
  @IsString({ each: true })
  @ArrayUnique()
  roles: string[];
}

/** A tenant; and who asks for it, if it is of this tenant. */
export const getTenant = defineCall({
  owner: 'identity',
  callers: ['agreements', 'customers', 'enrollment'],
  method: 'GET',
  path: '/internal/tenants/:tenantId',
  answers: { 200: TenantFacts, 404: Refusal },
});

/**
 * Reserves a tenant with its domain and its admin user; a repeat answers the same. 403: who asks holds none of the roles; 404:
 * it is gone; 409: the domain is taken.
 */
export const reserveTenant = defineCall({
  owner: 'identity',
  callers: ['customers'],
  method: 'PUT',
  path: '/internal/tenants/:tenantId',
  body: TenantReservation,
  answers: { 200: ReservedTenant, 400: Refusal, 403: Refusal, 404: Refusal, 409: Refusal },
});

/** A user, before what only somebody with a certain role may do. */
export const getCurrentUser = defineCall({
  owner: 'identity',
  callers: ['agreements', 'customers', 'enrollment', 'notifications', 'relationships'],
  method: 'GET',
  path: '/internal/tenants/:tenantId/users/:userId',
  answers: { 200: CurrentUser, 404: Refusal },
});

/** A source of commands over Kafka, by its `ce_source`. 404: it speaks for nobody. */
export const getCommandSource = defineCall({
  owner: 'identity',
  callers: ['agreements', 'customers', 'enrollment', 'relationships'],
  method: 'GET',
  path: '/internal/commandsources',
  query: ['source'],
  answers: { 200: CommandSourceFacts, 404: Refusal },
});
