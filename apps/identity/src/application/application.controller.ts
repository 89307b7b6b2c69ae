import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults } from '#lib/contracts';
import {
  accepted,
  ApiCollection,
  collection,
  GuidPipe,
  notFound,
  PartnerError,
  type Collection,
} from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { OwnIssuerGuard } from '../tokens/own-issuer.guard.js';
import { ApplicationSecrets, hashOf } from './application-secrets.js';
import { ApplicationResource, RegisterApplicationRequest, toResource } from './application.dto.js';
import { ApplicationRepository } from './application.repository.js';

const readers: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes: 'none' };
const admins: Access = { ...readers, current: true };

/** The OAuth clients of the caller's tenant. */
@ApiTags('Sign-in')
@Controller('v1/applications')
@UseGuards(OwnIssuerGuard)
export class ApplicationController {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly secrets: ApplicationSecrets,
  ) {}

  /** The applications of the caller's tenant, without their secrets. */
  @Get()
  @Access(readers)
  @ApiCollection(ApplicationResource)
  async list(@CurrentCaller() { tenantId }: Caller): Promise<Collection<ApplicationResource>> {
    const applications = await this.applications.ofTenant(tenantId);
    return collection(
      '/applications',
      applications.map((application) => toResource(application)),
    );
  }

  /** Registers an application. Its secret is in this answer only. 409: the tenant has reached its limit of applications. */
  @Post()
  @Access(admins)
  async register(
    @CurrentCommand() command: Command,
    @Body() { displayName, redirectUris = [], public: isPublic = false }: RegisterApplicationRequest,
  ): Promise<ApplicationResource> {
    const appId = command.idOf('application');
    const secret = isPublic ? undefined : this.secrets.of(appId);
    const answer = await this.applications.register(command, {
      appId,
      tenantId: command.caller.tenantId,
      displayName,
      redirectUris,
      ...(secret !== undefined && { secretHash: hashOf(secret) }),
    });
    const registered = accepted(answer).applications.find((application) => application.appId === appId);
    if (!registered)
      throw new PartnerError(faults.conflict, 'This request registered an application that has been deleted since.');
    return toResource(registered, secret);
  }

  /**
   * Makes a new secret, which is in this answer only. The one that it replaces works on until it is ended, or replaced once more: so
   * programs get the new one without a break. 409: the application is public, and has no secret.
   */
  @Post(':appId/secret')
  @Access(admins)
  async replaceSecret(
    @CurrentCommand() command: Command,
    @Param('appId', GuidPipe) appId: string,
  ): Promise<ApplicationResource> {
    await this.assertKnown(command, appId);
    const secret = this.secrets.next(appId, command.id);
    const secretHash = hashOf(secret);
    const answer = await this.applications.replaceSecret(command, appId, secretHash);
    const application = answer && accepted(answer).applications.find((one) => one.appId === appId);
    if (application?.secretHash !== secretHash)
      throw new PartnerError(faults.conflict, 'This request made a secret that has been replaced since.');
    return toResource(application, secret);
  }

  /** Ends the secret before the last, at once. Tokens that were got with it are valid for up to ten more minutes. */
  @Delete(':appId/previoussecret')
  @Access(admins)
  @HttpCode(HttpStatus.NO_CONTENT)
  async endPreviousSecret(@CurrentCommand() command: Command, @Param('appId', GuidPipe) appId: string): Promise<void> {
    await this.assertKnown(command, appId);
    await this.applications.endPreviousSecret(command, appId);
  }

  /** Removes an application. It gets no more tokens; those that it has are valid for up to ten more minutes. */
  @Delete(':appId')
  @Access(admins)
  @HttpCode(HttpStatus.NO_CONTENT)
  async remove(@CurrentCommand() command: Command, @Param('appId', GuidPipe) appId: string): Promise<void> {
    await this.assertKnown(command, appId);
    await this.applications.remove(command, appId);
  }

  private async assertKnown({ caller }: Command, appId: string): Promise<void> {
    const applications = await this.applications.ofTenant(caller.tenantId);
    if (!applications.some((application) => application.appId === appId)) {
      throw notFound(`Your tenant has no application ${appId}.`);
    }
  }
}
