import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { SignedTextRepository } from '../partner-agreement/signed-text.repository.js';
import { DocumentLinks, type LinkedDocument } from './document-links.js';
import { knownCountry, languageIn } from './mca-countries.js';
import { TemplateCatalogue, type AgreementTemplate } from './template-catalogue.js';
import { TemplateDocuments } from './template-documents.js';
import { type DocumentLinksResource } from './template.dto.js';

@Injectable()
export class TemplateUseCases {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly links: DocumentLinks,
    private readonly documents: TemplateDocuments,
    private readonly signed: SignedTextRepository,
  ) {}

  /** Partner Center has documents of the Microsoft Customer Agreement alone, and takes template ids in their own case. */
  linksTo(templateId: string, country: string, wanted: string): DocumentLinksResource | Rejected {
    const template = this.catalogue.find(templateId);
    if (!template) {
      return reject(
        faults.notFound,
        `There is no template ${templateId}. GET /v1/agreements lists those in force. Write the id in lower case.`,
      );
    }
    if (template.agreementType !== 'MicrosoftCustomerAgreement') {
      return reject(
        faults.invalidArgument,
        `The template ${templateId} is of the type ${template.agreementType}. Only templates of the Microsoft Customer Agreement have documents.`,
      );
    }
    return this.documentsOf(templateId, country, wanted);
  }

  /** The Microsoft Customer Agreement in force, for a customer in any country. */
  inForceFor(country: string, wanted: string): AgreementTemplate & DocumentLinksResource {
    const template = this.catalogue.inForceOf('MicrosoftCustomerAgreement');
    return { ...template, ...this.documentsOf(template.templateId, knownCountry(country), wanted) };
  }

  async open(token: string): Promise<LinkedDocument & { content: Buffer }> {
    const document = this.links.open(token);
    const kept = document.digest && (await this.signed.find(document.digest));
    return { ...document, content: kept || (await this.documents.read(document)).content };
  }

  private documentsOf(templateId: string, country: string, wanted: string): DocumentLinksResource {
    const language = languageIn(country, wanted);
    return this.links.both({ agreement: 'customer', templateId, country, language });
  }
}
