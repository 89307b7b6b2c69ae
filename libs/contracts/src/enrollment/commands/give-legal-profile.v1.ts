import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsCountry } from '../../validation/country-code.js';
import { Text } from '../../validation/text.js';
import { defineCommand } from '../../contract.js';
import { EnrollmentCommandV1 } from './enrollment-command.v1.js';

/** Where the company is. The rules of its country apply. */
export class CompanyAddressV1 {
  @Text({ max: 200 })
  addressLine1: string;

  @IsOptional()
  @Text({ max: 200 })
  addressLine2?: string;

  @IsOptional()
  @Text({ max: 100 })
  city?: string;

  /** Its code, where the country has states, such as `WA`. */
  @IsOptional()
  @Text({ max: 100 })
  state?: string;

  @IsOptional()
  @Text({ max: 20 })
  postalCode?: string;

  /** ISO 3166-1 alpha-2 code, upper case; that of the tenant. */
  @IsCountry()
  country: string;

  @IsOptional()
  @Text({ max: 100 })
  region?: string;

  /** First name of the contact at this address. */
  @IsOptional()
  @Text({ max: 50 })
  firstName?: string;

  @IsOptional()
  @Text({ max: 50 })
  middleName?: string;

  @IsOptional()
  @Text({ max: 50 })
  lastName?: string;

  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

/** Sets the legal business name and address of the company that enrols. */
export class GiveLegalProfileV1 extends EnrollmentCommandV1 {
  /** The exact registered name. */
  @Text({ min: 2, max: 200 })
  companyName: string;

  @IsObject()
  @ValidateNested()
  @Type(() => CompanyAddressV1)
  address: CompanyAddressV1;

  /** Required in some countries; 5 to 22 letters and digits, with separators between them. */
  @IsOptional()
  @Text({ max: 50 })
  organizationRegistrationNumber?: string;
}

export const giveLegalProfile = defineCommand({
  name: 'enrollment.give-legal-profile',
  version: 1,
  service: 'enrollment',
  payload: GiveLegalProfileV1,
});
