import { IsDefined, IsEmail, IsIn, IsOptional, IsUUID } from 'class-validator';
import { Text } from '#lib/contracts';
import { agreementTypes, type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import { IsPartnerDate, Nested, invalidArgument, isWholeDay, parsePartnerDate, saysNothing } from '#lib/partner-api';
import { type SeenConfirmation, type TellingAttestation } from './agreement.js';
import { type TemplateCatalogue } from '../template/template-catalogue.js';

export class ContactDto {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  @Text({ max: 254 })
  @IsEmail({ require_tld: false })
  email: string;

  @IsOptional()
  @Text({ max: 40 })
  phoneNumber?: string;
}

/** A confirmation that the customer accepted, as Partner Center's SDKs send it. */
export class AttestAgreementRequest {
  @Nested(() => ContactDto)
  @IsDefined()
  primaryContact: ContactDto;

  /**
   * When the customer agreed, ISO 8601; a time without a zone is UTC. Not in the future; a date without a time must have begun
   * somewhere on earth.
   */
  @IsPartnerDate()
  dateAgreed: string;

  /** The template that the customer accepted, from `GET /v1/agreements`. */
  @IsUUID('loose')
  templateId: string;

  /** May be left out: the template has it. */
  @IsOptional()
  @IsIn(agreementTypes)
  type?: AgreementType;

  /** May be left out. Must be the user who confirms, a GUID. */
  @IsOptional()
  @Text({ max: 256 })
  userId?: string;

  /** May be left out. Must be the link of the template. */
  @IsOptional()
  @Text({ max: 2_000 })
  agreementLink?: string;
}

/** A confirmation that the customer agreed. In another partner's confirmation the user and the contact are left out. */
export class AgreementResource {
  /** The user who confirmed, a GUID; in the caller's own confirmations. */
  userId?: string;
  /** Who agreed for the customer; in the caller's own confirmations. */
  primaryContact?: ContactDto;
  templateId: string;
  /** ISO 8601 in UTC. */
  dateAgreed: string;
  type: string;
  /** `attested`: a partner confirmed it; `direct`: the customer accepted directly. */
  method: 'attested' | 'direct';
  /** Absent for a version that the operator does not list any more. */
  agreementLink?: string;
}

/** Partner Center answers nothing else. */
export class DirectSignStatusResource {
  isSigned: boolean;
}

/** A version that is not in force any more can be confirmed all the same: the customer may have accepted it while it was. */
export function toAttestation(
  { primaryContact, dateAgreed, templateId, type, userId, agreementLink }: AttestAgreementRequest,
  catalogue: TemplateCatalogue,
  caller: { objectId: string },
): Omit<TellingAttestation, 'id'> {
  const template = catalogue.find(templateId.toLowerCase());
  if (!template) {
    throw invalidArgument(`templateId ${templateId} is unknown. GET /v1/agreements lists the templates in force.`);
  }
  if (type && type !== template.agreementType) {
    throw invalidArgument(`type must be ${template.agreementType}, the type of the template.`);
  }
  if (agreementLink && agreementLink !== template.agreementLink) {
    throw invalidArgument(
      `agreementLink must be ${template.agreementLink}, the link of the template. It may also be left out.`,
    );
  }
  if (!saysNothing(userId) && userId?.toLowerCase() !== caller.objectId.toLowerCase()) {
    throw invalidArgument(`userId must be ${caller.objectId}, the user who confirms. It may also be left out.`);
  }
  return {
    templateId: template.templateId,
    type: template.agreementType,
    dateAgreed: parsePartnerDate(dateAgreed) as Date,
    ...(isWholeDay(dateAgreed) && { isWholeDay: true }),
    primaryContact: { ...primaryContact },
  };
}

export function toResource(
  { own, templateId, dateAgreed, type, method }: SeenConfirmation,
  catalogue: TemplateCatalogue,
): AgreementResource {
  const agreementLink = catalogue.find(templateId)?.agreementLink;
  return {
    ...own,
    templateId,
    type,
    method,
    dateAgreed: dateAgreed.toISOString(),
    ...(agreementLink && { agreementLink }),
  };
}
