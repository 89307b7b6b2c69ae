import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { PartnersClient, UsersClient, partnerOf, type Caller, type Command } from '#lib/service-kit';
import { type AgreementDocument } from '../template/document-links.js';
import { knownCountry, languageIn } from '../template/mca-countries.js';
import { TemplateDocuments } from '../template/template-documents.js';
import { PartnerAgreementTexts, type PartnerAgreementText } from './partner-agreement-texts.js';
import { type Signature } from './partner-agreement.js';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';
import { SignedTextRepository } from './signed-text.repository.js';

/** The text that a partner has signed, or is to sign, and where it can be read. */
export interface OwnPartnerAgreement {
  signature?: Signature;
  /** Undefined for a version that the operator does not list any more. */
  text?: PartnerAgreementText;
  isSample: boolean;
  document?: AgreementDocument;
}

@Injectable()
export class PartnerAgreementUseCases {
  constructor(
    private readonly agreements: PartnerAgreementRepository,
    private readonly texts: PartnerAgreementTexts,
    private readonly documents: TemplateDocuments,
    private readonly signedTexts: SignedTextRepository,
    private readonly partners: PartnersClient,
    private readonly users: UsersClient,
  ) {}

  /** The signed text as it was, or the one in force for the partner's country in the wanted language. */
  async of(caller: Caller, wanted: string): Promise<OwnPartnerAgreement> {
    const signature = await this.agreements.signatureOf(caller.tenantId);
    return this.shown(signature, partnerOf(caller).country, wanted);
  }

  /**
   * Roles, status and MPN ID can have changed, so their owners are asked, whatever the token and the projection say. A
   * service that is away is 503, and nothing is signed. The text is kept first: no signature is without what was signed.
   */
  async sign(
    command: Command,
    { version, language }: { version?: string; language: string },
  ): Promise<OwnPartnerAgreement | Rejected> {
    const { caller } = command;
    const signatory = await this.users.find(caller);
    const partner = await this.partners.find(caller.tenantId);
    if (!partner) return reject(faults.forbidden, 'Access denied. Your tenant is not a partner any more.');
    const { inForce } = this.texts;
    if (version !== undefined && version !== inForce.version) {
      return reject(
        faults.conflict,
        `The version ${version} is not in force; ${inForce.version} is. Read it by GET /v1/partneragreement, then sign.`,
      );
    }
    const document = documentOf(inForce, partner.country, language);
    const { content, isSample } = await this.documents.read(document);
    const digest = await this.signedTexts.keep(content);
    const text = { country: document.country, language: document.language, isSample, digest };
    const signed = { version: inForce.version, text };
    const agreement = await this.agreements.sign(command, partner, signatory, signed);
    if (isRejected(agreement)) return agreement;
    const { signature } = agreement;
    if (!signature) throw new Error(`The agreement of ${caller.tenantId} is signed but has no signature.`);
    return this.shown(signature, partner.country, language);
  }

  private shown(signature: Signature | undefined, country: string, wanted: string): OwnPartnerAgreement {
    const text = signature ? this.texts.find(signature.version) : this.texts.inForce;
    if (!text) return { signature, isSample: signature?.text?.isSample ?? false };
    const { isSample: isSignedSample, ...signed } = signature?.text ?? {};
    const document = { ...documentOf(text, country, wanted), ...signed };
    return { signature, text, isSample: isSignedSample ?? this.documents.isSample(document), document };
  }
}

function documentOf({ templateId }: PartnerAgreementText, country: string, wanted: string): AgreementDocument {
  const known = knownCountry(country);
  return { agreement: 'partner', templateId, country: known, language: languageIn(known, wanted) };
}
