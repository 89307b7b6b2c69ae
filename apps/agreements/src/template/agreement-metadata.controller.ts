import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { ApiCollection, collection, type Collection } from '#lib/partner-api';
import { Access } from '#lib/service-kit';
import { TemplateCatalogue } from './template-catalogue.js';
import { AgreementMetadataResource, AgreementTypeQuery, isOfType } from './template.dto.js';

@ApiTags('Agreements')
@Controller('v1/agreements')
export class AgreementMetadataController {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  /** The templates in force that customers can accept. */
  @Get()
  @ApiCollection(AgreementMetadataResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes })
  list(@Query() { agreementType }: AgreementTypeQuery): Collection<AgreementMetadataResource> {
    const templates = this.catalogue.inForce.filter((template) => isOfType(agreementType, template.agreementType));
    return collection(
      '/agreements',
      templates.map((template) => ({ ...template })),
    );
  }
}
