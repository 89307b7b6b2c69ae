import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsFQDN, IsIn, MaxLength } from 'class-validator';
import { clouds, IsCountry, Text, type Cloud } from '#lib/contracts';
import { foldedDomain } from './domain-name.js';

/** A domain name in any casing and script; read as lower case ASCII, so that each one is one value. */
export function IsDomain(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? foldedDomain(value) : (value as unknown))),
    IsFQDN(),
    MaxLength(253),
  );
}

/** A tenant to be reserved for a customer. */
export class ReserveTenantRequest {
  @Text({ max: 200 })
  companyName: string;

  @IsDomain()
  domain: string;

  @IsCountry()
  country: string;

  @IsIn(clouds)
  cloud: Cloud;
}

/** The admin user of a reserved tenant. The password is left out once it may not be told any more. */
export interface ReservedTenant {
  tenantId: string;
  userName: string;
  password?: string;
}

export interface TenantFacts {
  tenantId: string;
  companyName: string;
  domain: string;
  country: string;
  cloud: Cloud;
  /** Who asks, as it is now: a user with its roles, or an application. Absent: it is not of this tenant, or gone. */
  caller?: { roles: string[] };
}
