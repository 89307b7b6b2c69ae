import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted } from '#lib/partner-api';
import { Access, customerAccess, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { TemplateUseCases } from '../template/template.use-cases.js';
import { AcceptAgreementRequest } from './accept-agreement.dto.js';
import { MyAgreementQuery, MyAgreementResource, toMyAgreement } from './my-agreement.dto.js';
import { MyAgreementUseCases, type OwnAgreement } from './my-agreement.use-cases.js';

@ApiTags('For customers')
@Controller('v1/my/agreement')
export class MyAgreementController {
  constructor(
    private readonly useCases: MyAgreementUseCases,
    private readonly templates: TemplateUseCases,
  ) {}

  /** The Microsoft Customer Agreement of the caller's company: where to read it, and whether it is confirmed. */
  @Get()
  @Access({ ...customerAccess, app: true })
  async get(@CurrentCaller() caller: Caller, @Query() query: MyAgreementQuery): Promise<MyAgreementResource> {
    return this.toResource(await this.useCases.get(caller), query);
  }

  /** Accepts it for the caller's company. 2032: the company has bought through a partner, which has to confirm it. */
  @Post('acceptance')
  @Access(customerAccess)
  async accept(
    @CurrentCommand() command: Command,
    @Body() request: AcceptAgreementRequest,
    @Query() query: MyAgreementQuery,
  ): Promise<MyAgreementResource> {
    return this.toResource(accepted(await this.useCases.accept(command, request)), query);
  }

  private toResource(own: OwnAgreement, { language }: MyAgreementQuery): MyAgreementResource {
    return toMyAgreement(own, this.templates.inForceFor(own.country, language));
  }
}
