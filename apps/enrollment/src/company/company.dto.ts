import { IsOptional, IsUrl } from 'class-validator';
import { IsCountry, Text } from '#lib/contracts';
import { isPhoneNumber } from '#lib/countries';
import { invalidArgument, Nested, NotSupported } from '#lib/partner-api';
import { companyEmail, emailAddress } from './company-email.js';
import { type LegalProfile, type PrimaryContact, type SupportContact } from './company.js';

/** The address of a company. The rules of its country apply. */
export class CompanyAddressDto {
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

  /** ISO 3166-1 alpha-2; that of the tenant. */
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

const afterwards = 'give it by PUT /v1/profiles/legalbusiness once the enrolment is active';
const reviewed = 'the review of the enrolment decides it';

/** A company as it is registered. */
@NotSupported({
  primaryContact: 'give it by PUT /v1/enrollments/current/primarycontact',
  companyApproverAddress: afterwards,
  companyApproverEmail: afterwards,
  vettingStatus: reviewed,
  vettingSubStatus: reviewed,
})
export class LegalProfileDto {
  /** The exact registered name, 2 to 200 characters. */
  @Text({ min: 2, max: 200 })
  companyName: string;

  @Nested(() => CompanyAddressDto)
  address: CompanyAddressDto;

  /** Required in some countries; 5 to 22 letters and digits, with separators between them. */
  @IsOptional()
  @Text({ max: 50 })
  organizationRegistrationNumber?: string;
}

/** Who is asked about the company. */
export class PrimaryContactDto {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  /** An address of the company; web mail is not accepted. */
  @Text({ min: 3, max: 254 })
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Text({ min: 3, max: 40 })
  phoneNumber: string;
}

/** The support contact for the company's customers. */
export class SupportContactDto {
  @Text({ min: 3, max: 254 })
  email: string;

  /** In international form, or as it is dialled in the company's country. */
  @Text({ min: 3, max: 40 })
  telephone: string;

  @Text({ max: 500 })
  @IsUrl({ protocols: ['http', 'https'] })
  website: string;
}

export function toLegalProfile({
  companyName,
  address,
  organizationRegistrationNumber,
}: LegalProfileDto): LegalProfile {
  return {
    companyName,
    address: { ...address },
    ...(organizationRegistrationNumber && { organizationRegistrationNumber }),
  };
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
  if (!isPhoneNumber(number, country)) {
    throw invalidArgument(
      `${field} must be a phone number, in international form such as +1 425 555 0100, or as it is dialled in ${country}.`,
    );
  }
}
