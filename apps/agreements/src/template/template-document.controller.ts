import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted } from '#lib/partner-api';
import { Access } from '#lib/service-kit';
import { DocumentLinksResource, DocumentQuery } from './template.dto.js';
import { TemplateUseCases } from './template.use-cases.js';

@ApiTags('Agreements')
@Controller('v1/agreementtemplates')
export class TemplateDocumentController {
  constructor(private readonly useCases: TemplateUseCases) {}

  /** Links to the template's Word document for a country, in a language. */
  @Get(':templateId/document')
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes })
  get(@Param('templateId') templateId: string, @Query() { country, language }: DocumentQuery): DocumentLinksResource {
    return accepted(this.useCases.linksTo(templateId, country, language));
  }
}
