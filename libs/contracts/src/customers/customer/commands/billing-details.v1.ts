import { IsEmail, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsCountry } from '../../../validation/country-code.js';
import { Text } from '../../../validation/text.js';

/** Where a customer is billed. The rules of its country apply. */
export class BillingAddressV1 {
  /** ISO 3166-1 alpha-2 code, upper case. */
  @IsCountry()
  country: string;

  @IsOptional()
  @Text({ max: 100 })
  region?: string;

  @Text({ max: 100 })
  city: string;

  /** Required where the country has states. */
  @IsOptional()
  @Text({ max: 100 })
  state?: string;

  @Text({ max: 200 })
  addressLine1: string;

  @IsOptional()
  @Text({ max: 200 })
  addressLine2?: string;

  @IsOptional()
  @Text({ max: 20 })
  postalCode?: string;

  @Text({ max: 50 })
  firstName: string;

  @IsOptional()
  @Text({ max: 50 })
  middleName?: string;

  @Text({ max: 50 })
  lastName: string;

  /** Required in some countries. */
  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

/** How a customer is billed, in the words of `PUT /v1/customers/{id}/profiles/billing`. */
export class BillingDetailsV1 {
  @Text({ max: 254 })
  @IsEmail({ require_tld: false })
  email: string;

  /** A culture such as `en-US`. */
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2}|-\d{3})?$/, {
    message: 'culture must be a culture such as en-US',
  })
  culture: string;

  /** A language such as `en`. */
  @Text({ min: 2, max: 12 })
  language: string;

  @Text({ min: 2, max: 200 })
  companyName: string;

  @IsOptional()
  @Text({ max: 50 })
  firstName?: string;

  @IsOptional()
  @Text({ max: 50 })
  lastName?: string;

  @IsObject()
  @ValidateNested()
  @Type(() => BillingAddressV1)
  defaultAddress: BillingAddressV1;
}
