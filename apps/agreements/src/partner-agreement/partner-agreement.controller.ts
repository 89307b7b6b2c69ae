import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
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
  constructor(private readonly useCases: PartnerAgreementUseCases) {}

  /** The Microsoft Partner Agreement of the caller's company: to Global admins all of it, to others its status. */
  @Get()
  @Access({ roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'], partnerTypes })
  async get(
    @CurrentCaller() caller: Caller,
    @Query() { language }: PartnerAgreementQuery,
  ): Promise<PartnerAgreementResource> {
    return toResource(await this.useCases.of(caller, language), caller.roles);
  }

  /** Signs for the caller's company; needs no body. Signing twice answers the first signature. */
  @Post('signature')
  @Access({ roles: ['GlobalAdmin'], partnerTypes })
  async sign(
    @CurrentCommand() command: Command,
    @Query() query: SignPartnerAgreementQuery,
  ): Promise<PartnerAgreementResource> {
    return toResource(await this.useCases.sign(command, query), command.caller.roles);
  }
}
