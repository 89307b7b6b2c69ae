import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { DocumentLinks } from '../template/document-links.js';
import {
  PartnerAgreementQuery,
  PartnerAgreementResource,
  SignPartnerAgreementQuery,
  toResource,
} from './partner-agreement.dto.js';
import { PartnerAgreementUseCases } from './partner-agreement.use-cases.js';

@ApiTags('Partner agreement')
@Controller('v1/partneragreement')
export class PartnerAgreementController {
  constructor(
    private readonly useCases: PartnerAgreementUseCases,
    private readonly links: DocumentLinks,
  ) {}

  /** The Microsoft Partner Agreement of the caller's company. Global admins see all of it, others only its status. */
  @Get()
  @Access({
    roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'],
    partnerTypes,
    app: true,
  })
  async get(
    @CurrentCaller() caller: Caller,
    @Query() { language }: PartnerAgreementQuery,
  ): Promise<PartnerAgreementResource> {
    const own = await this.useCases.of(caller, language);
    return toResource(own, caller.roles, (document) => this.links.both(document));
  }

  /** Signs for the caller's company; needs no body. Signing twice answers the first signature. */
  @Post('signature')
  @Access({ roles: ['GlobalAdmin'], partnerTypes })
  async sign(
    @CurrentCommand() command: Command,
    @Query() query: SignPartnerAgreementQuery,
  ): Promise<PartnerAgreementResource> {
    return toResource(accepted(await this.useCases.sign(command, query)), command.caller.roles);
  }
}
