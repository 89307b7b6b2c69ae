import {
  isPhoneNumber,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { type CountryCode } from 'libphonenumber-js/max';
import { invalidArgument, Nested } from '#lib/partner-api';
import { companyEmail, emailAddress } from './company-email.js';
import { type Address, type LegalProfile, type PrimaryContact, type SupportContact } from './company.js';

/** Where a company is, by the rules of its country. */
export class CompanyAddressDto {
  @Length(1, 200)
  @Matches(/\S/, { message: 'addressLine1 must not be blank' })
  addressLine1: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  addressLine2?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  city?: string;

  /** Its code, where the country has states, such as `WA`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  state?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  postalCode?: string;

  /** ISO 3166-1 alpha-2; that of the tenant. */
  @IsISO31661Alpha2()
  country: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  phoneNumber?: string;
}

/** A company as it is registered. */
export class LegalProfileDto {
  /** The exact registered name, 2 to 200 characters. */
  @Length(2, 200)
  @Matches(/\S/, { message: 'companyName must not be blank' })
  companyName: string;

  @Nested(() => CompanyAddressDto)
  address: CompanyAddressDto;

  /** Required in some countries; 5 to 22 letters and digits, with separators between them. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  organizationRegistrationNumber?: string;
}

/** Who is asked about the company. */
export class PrimaryContactDto {
  @Length(1, 50)
  @Matches(/\S/, { message: 'firstName must not be blank' })
  firstName: string;

  @Length(1, 50)
  @Matches(/\S/, { message: 'lastName must not be blank' })
  lastName: string;

  /** An address of the company; web mail is not accepted. */
  @Length(3, 254)
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Length(3, 40)
  phoneNumber: string;
}

/** Where the company's customers find help. */
export class SupportContactDto {
  @Length(3, 254)
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Length(3, 40)
  telephone: string;

  @MaxLength(500)
  @IsUrl({ protocols: ['http', 'https'] })
  website: string;
}

export function toLegalProfile({
  companyName,
  address,
  organizationRegistrationNumber,
}: LegalProfileDto): LegalProfile {
  const number = organizationRegistrationNumber?.trim();
  return {
    companyName: companyName.trim(),
    address: toAddress(address),
    ...(number && { organizationRegistrationNumber: number }),
  };
}

export function toAddress({ country, ...address }: CompanyAddressDto): Address {
  return { ...address, country: country.toUpperCase() };
}

export function toPrimaryContact(contact: PrimaryContactDto, country: string): PrimaryContact {
  assertPhone('phoneNumber', contact.phoneNumber, country);
  return { ...contact, email: companyEmail('email', contact.email) };
}

export function toSupportContact(contact: SupportContactDto, country: string): SupportContact {
  assertPhone('telephone', contact.telephone, country);
  return { ...contact, email: emailAddress('email', contact.email) };
}

function assertPhone(field: string, number: string, country: string): void {
  if (!isPhoneNumber(number, country as CountryCode)) {
    throw invalidArgument(`${field} must be a phone number, in international form such as +1 425 555 0100.`);
  }
}
