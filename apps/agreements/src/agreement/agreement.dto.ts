import { IsDefined, IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { agreementTypes, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { IsPartnerDate, Nested, invalidArgument, parsePartnerDate } from '#lib/partner-api';
import { type Attestation, type Confirmation } from './agreement.js';
import { type TemplateCatalogue } from '../template/template-catalogue.js';

export class ContactDto {
  @IsString()
  @Length(1, 50)
  firstName: string;

  @IsString()
  @Length(1, 50)
  lastName: string;

  @IsEmail({ require_tld: false })
  email: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  phoneNumber?: string;
}

/** A confirmation that the customer accepted, as Partner Center's SDKs send it. */
export class AttestAgreementRequest {
  @Nested(() => ContactDto)
  @IsDefined()
  primaryContact: ContactDto;

  /** When the customer agreed, ISO 8601; a time without a zone is UTC. Not in the future. */
  @IsPartnerDate()
  dateAgreed: string;

  /** The template that the customer accepted, from `GET /v1/agreements`. */
  @IsUUID('loose')
  templateId: string;

  /** May be left out: the template says it. */
  @IsOptional()
  @IsIn(agreementTypes)
  type?: AgreementType;
}

export class AgreementResource {
  /** The partner's user who confirmed, a GUID. */
  userId: string;
  primaryContact: ContactDto;
  templateId: string;
  /** ISO 8601 in UTC. */
  dateAgreed: string;
  type: string;
  /** Absent for a version that the operator does not list any more. */
  agreementLink?: string;
}

/** Partner Center answers nothing else. */
export class DirectSignStatusResource {
  isSigned: boolean;
}

/** A version that is not in force any more can be confirmed all the same: the customer may have accepted it while it was. */
export function toAttestation(
  { primaryContact, dateAgreed, templateId, type }: AttestAgreementRequest,
  catalogue: TemplateCatalogue,
): Omit<Attestation, 'id'> {
  const template = catalogue.find(templateId.toLowerCase());
  if (!template) {
    throw invalidArgument(`templateId ${templateId} is unknown. GET /v1/agreements tells the templates in force.`);
  }
  if (type && type !== template.agreementType) {
    throw invalidArgument(`type must be ${template.agreementType}, which the template is of.`);
  }
  return {
    templateId: template.templateId,
    type: template.agreementType,
    dateAgreed: parsePartnerDate(dateAgreed) as Date,
    primaryContact: { ...primaryContact },
  };
}

export function toResource(
  { userId, primaryContact, templateId, dateAgreed, type }: Confirmation,
  catalogue: TemplateCatalogue,
): AgreementResource {
  const agreementLink = catalogue.find(templateId)?.agreementLink;
  return {
    ...{ userId, primaryContact, templateId, type },
    dateAgreed: dateAgreed.toISOString(),
    ...(agreementLink && { agreementLink }),
  };
}
