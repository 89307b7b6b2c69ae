import { IsOptional } from 'class-validator';
import { Text } from '#lib/contracts';
import { type ResourceAttributes, type ResourceLinks, selfLink } from '#lib/partner-api';
import { isConfirmed } from '../agreement/agreement.js';
import { ContactDto } from '../agreement/agreement.dto.js';
import { DEFAULT_LANGUAGE } from '../template/mca-countries.js';
import { type AgreementTemplate } from '../template/template-catalogue.js';
import { DocumentLinksResource } from '../template/template.dto.js';
import { type OwnAgreement } from './my-agreement.use-cases.js';

export class MyAgreementQuery {
  /** Of the document, such as `tr-TR` or `tr`; `en-US` where the customer's country has no agreement in this language. */
  @IsOptional()
  @Text({ max: 20 })
  language: string = DEFAULT_LANGUAGE;
}

/** An acceptance by the customer itself. */
export class AcceptanceResource {
  /** The version that was accepted. */
  templateId: string;
  /** ISO 8601 in UTC. */
  acceptedAt: string;
  acceptedBy: ContactDto;
}

/** The version in force, with its document for the customer's country, and what confirmed the agreement. */
export class MyAgreementResource extends DocumentLinksResource {
  templateId: string;
  agreementType: string;
  agreementLink: string;
  versionRank: number;
  /** Whether partners may order: one of them attested, or the customer accepted, this version or an earlier one. */
  isConfirmed: boolean;
  /** Whether the customer accepted directly. */
  isSigned: boolean;
  /** Whether the company is a customer of a partner. If not, it accepts the agreement together with an invitation, not by itself. */
  isCustomer: boolean;
  /** Why the customer cannot accept directly, if it cannot. Show it instead of the box to tick. */
  refusal?: string;
  /** The customer's latest direct acceptance. */
  acceptance?: AcceptanceResource;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

export function toMyAgreement(
  { agreement, isCustomer, refusal }: OwnAgreement,
  inForce: AgreementTemplate & DocumentLinksResource,
): MyAgreementResource {
  const latest = agreement.acceptances.at(-1);
  return {
    ...inForce,
    isConfirmed: isConfirmed(agreement),
    isSigned: latest !== undefined,
    isCustomer,
    ...(refusal && { refusal }),
    ...(latest && {
      acceptance: {
        templateId: latest.templateId,
        acceptedAt: latest.acceptedAt.toISOString(),
        acceptedBy: latest.primaryContact,
      },
    }),
    links: selfLink('/my/agreement'),
    attributes: { objectType: 'CustomerAgreement' },
  };
}
