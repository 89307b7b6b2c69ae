import { Injectable } from '@nestjs/common';
import { invalidArgument, notFound } from '#lib/partner-api';
import { DocumentLinks, type Disposition, type LinkedDocument } from './document-links.js';
import { DEFAULT_COUNTRY, languageIn, mcaCountries } from './mca-countries.js';
import { TemplateCatalogue, type AgreementTemplate } from './template-catalogue.js';
import { TemplateDocuments } from './template-documents.js';
import { type DocumentLinksResource } from './template.dto.js';

@Injectable()
export class TemplateUseCases {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly links: DocumentLinks,
    private readonly documents: TemplateDocuments,
  ) {}

  /** Partner Center has documents of the Microsoft Customer Agreement alone, and takes template ids in their own case. */
  linksTo(templateId: string, country: string, wanted: string): DocumentLinksResource {
    const template = this.catalogue.find(templateId);
    if (!template) {
      throw notFound(`There is no template ${templateId}. GET /v1/agreements tells those in force, in lower case.`);
    }
    if (template.agreementType !== 'MicrosoftCustomerAgreement') {
      throw invalidArgument(
        `The template ${templateId} is of the ${template.agreementType}: documents are of the Microsoft Customer Agreement alone.`,
      );
    }
    const language = languageIn(country, wanted);
    const url = (disposition: Disposition): string => this.links.urlOf({ templateId, country, language, disposition });
    return { displayUri: url('inline'), downloadUri: url('attachment'), language, country };
  }

  /** The Microsoft Customer Agreement in force, for a customer in any country. */
  inForceFor(country: string, wanted: string): AgreementTemplate & DocumentLinksResource {
    const template = this.catalogue.inForceOf('MicrosoftCustomerAgreement');
    const known = mcaCountries.includes(country) ? country : DEFAULT_COUNTRY;
    return { ...template, ...this.linksTo(template.templateId, known, wanted) };
  }

  async open(token: string): Promise<LinkedDocument & { content: Buffer }> {
    const document = this.links.open(token);
    return { ...document, content: await this.documents.read(document) };
  }
}
