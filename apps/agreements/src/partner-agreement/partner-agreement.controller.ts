import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { PartnerAgreementResource, toResource } from './partner-agreement.dto.js';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';
import { PartnerAgreementUseCases } from './partner-agreement.use-cases.js';

@ApiTags('Partner agreement')
@Controller('v1/partneragreement')
export class PartnerAgreementController {
  constructor(
    private readonly agreements: PartnerAgreementRepository,
    private readonly useCases: PartnerAgreementUseCases,
  ) {}

  /** The Microsoft Partner Agreement of the caller's company: to Global admins all of it, to others its status. */
  @Get()
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'], partnerTypes })
  async get(@CurrentCaller() { tenantId, roles }: Caller): Promise<PartnerAgreementResource> {
    return toResource(await this.agreements.signatureOf(tenantId), roles);
  }

  /** Signs for the caller's company; needs no body. Signing twice answers the first signature. */
  @Post('signature')
  @Access({ roles: ['GlobalAdmin'], partnerTypes })
  async sign(@CurrentCommand() command: Command): Promise<PartnerAgreementResource> {
    return toResource(await this.useCases.sign(command), command.caller.roles);
  }
}
