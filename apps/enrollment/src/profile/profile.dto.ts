import { OmitType } from '@nestjs/swagger';
import {
  IsEmail,
  IsInt,
  IsISO4217CurrencyCode,
  IsNumberString,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { Text } from '#lib/contracts';
import { AsAnswered, EtagDto, Nested, ResourceAttributes, ResourceLinks } from '#lib/partner-api';
import { type VettingStatus, type VettingSubStatus } from '#contracts/enrollment/enrollment-state.v1';
import { CompanyAddressDto, LegalProfileDto, PrimaryContactDto } from '../company/company.dto.js';

@AsAnswered('vettingStatus', 'vettingSubStatus', 'profileType')
export class LegalBusinessProfileRequest extends OmitType(LegalProfileDto, ['address']) {
  /** Required, unless the company has no address yet and keeps its name. */
  @IsOptional()
  @Nested(() => CompanyAddressDto)
  address?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => PrimaryContactDto)
  primaryContact?: PrimaryContactDto;

  @IsOptional()
  @IsEmail()
  companyApproverEmail?: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  companyApproverAddress?: CompanyAddressDto;
}

export class LegalBusinessProfileQuery {
  /** `Current`: with a change that is being verified; `LastFinalized`: what is in force. */
  @IsOptional()
  @Matches(/^(none|current|last_?finalized)$/i, { message: 'vettingVersion must be None, Current or LastFinalized' })
  vettingVersion?: string;
}

export class MpnProfileQuery {
  /** Digits; absent or empty: the caller's own. */
  @IsOptional()
  @Matches(/^\d{0,12}$/, { message: 'mpnId must be numeric' })
  mpnId?: string;
}

@AsAnswered('partnerName', 'profileType')
export class MpnProfileRequest {
  @Text({ max: 12 })
  @IsNumberString({ no_symbols: true })
  mpnId: string;
}

@AsAnswered('id', 'companyName', 'tenantId', 'domain', 'profileType')
export class OrganizationProfileRequest {
  @IsOptional()
  @IsEmail()
  email?: string;

  /** Such as `en`. */
  @Matches(/^[A-Za-z]{2,3}$/, { message: 'language must be a language code such as en' })
  language: string;

  /** Such as `en-US`. */
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?-[A-Za-z]{2}$/, { message: 'culture must be a culture such as en-US' })
  culture: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  defaultAddress?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

@AsAnswered('profileType')
export class BillingProfileRequest {
  @IsOptional()
  @Text({ min: 2, max: 200 })
  companyName?: string;

  @IsOptional()
  @Nested(() => CompanyAddressDto)
  address?: CompanyAddressDto;

  @IsOptional()
  @Nested(() => PrimaryContactDto)
  primaryContact?: PrimaryContactDto;

  @IsOptional()
  @Text({ max: 50 })
  purchaseOrderNumber?: string;

  @IsOptional()
  @Text({ max: 50 })
  taxId?: string;

  /** One of the region's, ISO 4217. */
  @IsOptional()
  @IsISO4217CurrencyCode()
  billingCurrency?: string;

  /** Day of the month. 0 means none: Java's SDK sends it if nobody has set it. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(28)
  billingDay?: number;

  @IsOptional()
  @Nested(() => EtagDto)
  attributes?: EtagDto;
}

/** The whole profile. It may be empty if the company has none yet; nothing changes then. */
@AsAnswered('profileType')
export class SupportProfileRequest {
  @ValidateIf(saysSomething)
  @Text({ min: 3, max: 254 })
  email?: string;

  /** In international form, or as it is dialled in the company's country. */
  @ValidateIf(saysSomething)
  @Text({ min: 3, max: 40 })
  telephone?: string;

  @ValidateIf(saysSomething)
  @Text({ max: 500 })
  @IsUrl({ protocols: ['http', 'https'] })
  website?: string;
}

class ProfileResource {
  profileType: string;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export class LegalBusinessProfileResource extends ProfileResource {
  companyName?: string;
  address?: CompanyAddressDto;
  primaryContact?: PrimaryContactDto;
  organizationRegistrationNumber?: string;
  companyApproverEmail?: string;
  companyApproverAddress?: CompanyAddressDto;
  vettingStatus: VettingStatus;
  vettingSubStatus: VettingSubStatus;
  /** Why the reviewer refused or asks for more. Partner Center does not have this field; its clients ignore it. */
  reasons?: string[];
}

export class MpnProfileResource extends ProfileResource {
  mpnId: string;
  partnerName?: string;
}

export class OrganizationProfileResource extends ProfileResource {
  id: string;
  companyName: string;
  defaultAddress?: CompanyAddressDto;
  tenantId: string;
  domain: string;
  email?: string;
  language: string;
  culture: string;
}

export class SupportProfileResource extends ProfileResource {
  email?: string;
  telephone?: string;
  website?: string;
}

export class BillingProfileResource extends ProfileResource {
  companyName: string;
  address?: CompanyAddressDto;
  primaryContact?: PrimaryContactDto;
  purchaseOrderNumber?: string;
  taxId?: string;
  billingCurrency: string;
  billingDay?: number;
}

function saysSomething({ email, telephone, website }: SupportProfileRequest): boolean {
  return [email, telephone, website].some((value) => value !== undefined);
}
