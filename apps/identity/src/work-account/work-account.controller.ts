import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted } from '#lib/partner-api';
import { Anonymous, CurrentAnonymousCommand, RateLimit, type AnonymousCommand } from '#lib/service-kit';
import { CreateWorkAccountRequest, toApplication, WorkAccountResource } from './work-account.dto.js';
import { WorkAccountUseCases } from './work-account.use-cases.js';

@ApiTags('Work accounts')
@Controller('v1/workaccounts')
export class WorkAccountController {
  constructor(private readonly useCases: WorkAccountUseCases) {}

  /** Creates a company's tenant, and its first user as Global admin. 409: the domain belongs to a tenant already. */
  @Post()
  @Anonymous()
  @RateLimit(20)
  async create(
    @CurrentAnonymousCommand() command: AnonymousCommand,
    @Body() request: CreateWorkAccountRequest,
  ): Promise<WorkAccountResource> {
    return accepted(await this.useCases.create(command, toApplication(request)));
  }
}
