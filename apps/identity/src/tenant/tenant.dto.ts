import { IsFQDN, IsIn, IsISO31661Alpha2, IsString, MaxLength } from 'class-validator';
import { clouds, type Cloud } from '#lib/contracts';

/** A tenant to be reserved for a customer. */
export class ReserveTenantRequest {
  @IsString()
  @MaxLength(200)
  companyName: string;

  @IsFQDN()
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
}
