import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import {
  accepted,
  ApiCollection,
  collection,
  GuidPipe,
  notFound,
  PartnerError,
  type Collection,
} from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, derivedId, type Caller, type Command } from '#lib/service-kit';
import { OwnIssuerGuard } from '../../tokens/own-issuer.guard.js';
import { TenantRepository } from '../../tenant/tenant.repository.js';
import { type CommandSource } from '../application.js';
import { ApplicationRepository } from '../application.repository.js';
import { CommandSourceResource, RegisterCommandSourceRequest, toSourceResource } from './command-source.dto.js';

const readers: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes: 'none' };
const admins: Access = { ...readers, current: true };

/** Which platforms may send commands over Kafka in the name of the caller's tenant. */
@ApiTags('Sign-in')
@Controller('v1/applications/:appId/commandsources')
@UseGuards(OwnIssuerGuard)
export class CommandSourceController {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly tenants: TenantRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The sources of commands of one application. */
  @Get()
  @ApiCollection(CommandSourceResource)
  @Access(readers)
  async list(
    @CurrentCaller() { tenantId }: Caller,
    @Param('appId', GuidPipe) appId: string,
  ): Promise<Collection<CommandSourceResource>> {
    const sources = await this.sourcesOf(tenantId, appId);
    return collection(
      `/applications/${appId}/commandsources`,
      sources.map((source) => toSourceResource(source)),
    );
  }

  /**
   * Registers a platform whose commands are taken in the name of the application; the same source again gets the roles of this
   * request. 409: another application has it, or there are too many.
   */
  @Post()
  @Access(admins)
  async register(
    @CurrentCommand() command: Command,
    @Param('appId', GuidPipe) appId: string,
    @Body() { source, roles = [] }: RegisterCommandSourceRequest,
  ): Promise<CommandSourceResource> {
    const { tenantId, objectId } = command.caller;
    await this.sourcesOf(tenantId, appId);
    const [tenant, user] = await Promise.all([
      this.tenants.find(tenantId),
      this.tenants.findCurrent(tenantId, objectId),
    ]);
    const registered = { id: derivedId(appId, source), source, roles, registeredAt: this.clock.now() };
    const registrar = { domain: tenant?.domain ?? '', roles: user?.roles ?? [] };
    accepted(await this.applications.registerSource(command, appId, registered, registrar));
    const found = await this.find(tenantId, appId, registered.id);
    if (!found)
      throw new PartnerError(faults.conflict, 'This request registered a source that has been removed since.');
    return toSourceResource(found);
  }

  /** Takes the right to send commands from a source. Up to ten seconds later none of its commands is accepted any more. */
  @Delete(':sourceId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access(admins)
  async remove(
    @CurrentCommand() command: Command,
    @Param('appId', GuidPipe) appId: string,
    @Param('sourceId', GuidPipe) sourceId: string,
  ): Promise<void> {
    const { tenantId } = command.caller;
    if (!(await this.find(tenantId, appId, sourceId))) {
      throw notFound(`The application ${appId} has no source of commands ${sourceId}.`);
    }
    await this.applications.removeSource(command, appId, sourceId);
  }

  private async find(tenantId: string, appId: string, id: string): Promise<CommandSource | undefined> {
    return (await this.sourcesOf(tenantId, appId)).find((source) => source.id === id);
  }

  private async sourcesOf(tenantId: string, appId: string): Promise<CommandSource[]> {
    const application = (await this.applications.ofTenant(tenantId)).find((one) => one.appId === appId);
    if (!application) throw notFound(`Your tenant has no application ${appId}.`);
    return application.commandSources ?? [];
  }
}
