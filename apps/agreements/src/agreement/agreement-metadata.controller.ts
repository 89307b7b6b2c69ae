import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { ApiCollection, collection, type Collection } from '#lib/partner-api';
import { Access } from '#lib/service-kit';
import { AgreementMetadataResource, AgreementTypeQuery, isOfType } from './agreement.dto.js';
import { agreementTemplates } from './templates.js';

@ApiTags('Agreements')
@Controller('v1/agreements')
export class AgreementMetadataController {
  /** The templates in force that customers can accept. */
  @Get()
  @ApiCollection(AgreementMetadataResource)
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes })
  list(@Query() { agreementType }: AgreementTypeQuery): Collection<AgreementMetadataResource> {
    const templates = agreementTemplates.filter((template) => isOfType(agreementType, template.agreementType));
    return collection(
      '/agreements',
      templates.map((template) => ({ ...template })),
    );
  }
}
