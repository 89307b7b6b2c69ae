import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { Access, CurrentCaller, partnerOf, type Caller } from '#lib/service-kit';
import { PartnerAgreementRepository } from '../partner-agreement/partner-agreement.repository.js';
import { ProgramInfoResource, toProgramInfo } from './program-info.dto.js';

@ApiTags('Partner agreement')
@Controller('v1/partner/programinfo')
export class ProgramInfoController {
  constructor(private readonly agreements: PartnerAgreementRepository) {}

  /** Where the caller's company stands in the program, and where and in which currencies it may sell. */
  @Get()
  @Access({
    roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'],
    partnerTypes,
    app: true,
  })
  async get(@CurrentCaller() caller: Caller): Promise<ProgramInfoResource> {
    return toProgramInfo(partnerOf(caller), await this.agreements.signatureOf(caller.tenantId));
  }
}
