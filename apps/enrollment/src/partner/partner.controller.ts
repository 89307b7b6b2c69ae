import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GuidPipe, notFound } from '#lib/partner-api';
import { Access, CurrentCommand, type Command } from '#lib/service-kit';
import { OnboardPartnerRequest, PartnerResource, toOnboarding, toResource } from './partner.dto.js';
import { PartnerRepository } from './partner.repository.js';
import { PartnerUseCases } from './partner.use-cases.js';

@ApiTags('Operator')
@Controller('v1/operator/partners')
export class PartnerController {
  constructor(
    private readonly useCases: PartnerUseCases,
    private readonly partners: PartnerRepository,
  ) {}

  /** Makes a company a partner, active at once. Its tenant has to exist. Repeating it answers the same. */
  @Post()
  @Access({ roles: ['Operator'], partnerTypes: 'none' })
  async onboard(@CurrentCommand() command: Command, @Body() request: OnboardPartnerRequest): Promise<PartnerResource> {
    return toResource(await this.useCases.onboard(command, toOnboarding(request)));
  }

  /** One partner, as the operator sees it. */
  @Get(':id')
  @Access({ roles: ['Operator'], partnerTypes: 'none' })
  async get(@Param('id', GuidPipe) id: string): Promise<PartnerResource> {
    const partner = await this.partners.find(id);
    if (!partner) throw notFound(`There is no partner ${id}.`);
    return toResource(partner);
  }
}
