import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accepted, ApiCollection, collection, GuidPipe, type Collection } from '#lib/partner-api';
import { Access, customerAccess, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { MyPartnerResource } from './my-partners.dto.js';
import { MyPartnersUseCases } from './my-partners.use-cases.js';

@ApiTags('For customers')
@Controller('v1/my/partners')
export class MyPartnersController {
  constructor(private readonly useCases: MyPartnersUseCases) {}

  /** All partners that the caller's company works with, in one list. */
  @Get()
  @ApiCollection(MyPartnerResource)
  @Access({ ...customerAccess, app: true })
  async list(@CurrentCaller() caller: Caller): Promise<Collection<MyPartnerResource>> {
    return collection('/my/partners', await this.useCases.list(caller));
  }

  /** One of them. */
  @Get(':partnerId')
  @Access({ ...customerAccess, app: true })
  async get(
    @CurrentCaller() caller: Caller,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<MyPartnerResource> {
    return accepted(await this.useCases.get(caller, partnerId));
  }

  /** Takes away a partner's delegated admin privileges, also after the relationship has ended. A repeat changes nothing. */
  @Delete(':partnerId/adminaccess')
  @HttpCode(204)
  @Access(customerAccess)
  async removeAdminAccess(
    @CurrentCommand() command: Command,
    @Param('partnerId', GuidPipe) partnerId: string,
  ): Promise<void> {
    accepted(await this.useCases.removeAdminAccess(command, partnerId));
  }
}
