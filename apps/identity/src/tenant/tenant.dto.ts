import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isFQDN, IsFQDN, IsIn, IsISO31661Alpha2, IsString, MaxLength } from 'class-validator';
import { clouds, type Cloud } from '#lib/contracts';
import { invalidArgument } from '#lib/partner-api';
import { foldedDomain } from './domain-name.js';

/** A domain name in any casing and script; read as lower case ASCII, so that each one is one value. */
export function IsDomain(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? foldedDomain(value) : (value as unknown))),
    IsFQDN(),
    MaxLength(253),
  );
}

/** A domain in a path, read as `IsDomain` reads it. */
@Injectable()
export class DomainPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const domain = foldedDomain(value);
    if (!isFQDN(domain)) throw invalidArgument('domain must be a domain name such as contoso.onmicrosoft.com.');
    return domain;
  }
}

/** The first label of a domain under `onmicrosoft.com`, read as that domain. */
@Injectable()
export class DomainPrefixPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(value)) {
      throw invalidArgument('domain_prefix must have 1 to 63 letters and digits, with hyphens between them.');
    }
    return `${value.toLowerCase()}.onmicrosoft.com`;
  }
}

/** A tenant to be reserved for a customer. */
export class ReserveTenantRequest {
  @IsString()
  @MaxLength(200)
  companyName: string;

  @IsDomain()
  domain: string;

  @IsISO31661Alpha2()
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
