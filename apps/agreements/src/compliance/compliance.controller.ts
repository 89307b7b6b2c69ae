import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted } from '#lib/partner-api';
import { Access, CurrentCaller, partnerOf, type Caller } from '#lib/service-kit';
import { AgreementStatusQuery, AgreementStatusResource } from './compliance.dto.js';
import { Compliance } from './compliance.use-cases.js';

@ApiTags('Partner agreement')
@Controller('v1/compliance/csp/agreementstatus')
export class ComplianceController {
  constructor(private readonly compliance: Compliance) {}

  /** Whether an indirect reseller has signed the Microsoft Partner Agreement. 2203, 2206: it has not. */
  @Get()
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'], partnerTypes })
  async get(
    @CurrentCaller() caller: Caller,
    @Query() { mpnId, tenantId }: AgreementStatusQuery,
  ): Promise<AgreementStatusResource> {
    accepted(await this.compliance.fault(partnerOf(caller), mpnId, tenantId));
    return { isAgreementSigned: true };
  }
}
