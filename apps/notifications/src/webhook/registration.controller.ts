import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Inject, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults, partnerTypes } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { invalidArgument, notFound, PartnerError } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, RateLimit, type Caller, type Command } from '#lib/service-kit';
import { NotificationsConfig } from '../notifications.config.js';
import { callbackHostFault, callbackUrlFault } from './callback-url.js';
import { RegistrationRepository } from './registration.repository.js';
import { type Registration } from './registration.js';
import { RegisterWebhookRequest, RegistrationResource, toRegistration } from './webhook.dto.js';
import { webhookEventNames } from './webhook-event.js';

/** As Partner Center documents it for webhooks. */
export const webhookAccess: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent', 'BillingAdmin'],
  partnerTypes,
  app: true,
};
/** A registration outlives the token that makes it. */
const webhookAdmins: Access = { ...webhookAccess, current: true };
const NONE = 'You have no webhook registration. Make one by POST /webhooks/v1/registration.';

/** Where a partner is told what happens; it has one registration at most, as in Partner Center. */
@ApiTags('Webhooks')
@Controller('webhooks/v1/registration')
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationRepository,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The names of all events that can be registered for. */
  @Get('events')
  @Access(webhookAccess)
  events(): string[] {
    return [...webhookEventNames];
  }

  /** Registers the caller's tenant. Events that happen from now on are posted to the URL. 409: it is registered already. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Access(webhookAdmins)
  @RateLimit(30)
  async register(
    @CurrentCommand() command: Command,
    @Body() request: RegisterWebhookRequest,
  ): Promise<RegistrationResource> {
    const partnerId = command.caller.tenantId;
    const now = this.clock.now();
    const subscriberId = command.idOf('webhook-registration');
    const registration = { partnerId, subscriberId, since: now, ...(await this.read(request, now)) };
    if (await this.registrations.add(registration)) return toRegistration(registration);
    const known = await this.registrations.find(partnerId);
    if (known?.subscriberId === subscriberId) return toRegistration(known);
    throw new PartnerError(
      faults.conflict,
      'Your tenant has a webhook registration already. Change it by PUT /webhooks/v1/registration.',
    );
  }

  /** The caller's registration. */
  @Get()
  @Access(webhookAccess)
  async get(@CurrentCaller() { tenantId }: Caller): Promise<RegistrationResource> {
    const registration = await this.registrations.find(tenantId);
    if (!registration) throw notFound(NONE);
    return toRegistration(registration);
  }

  /** Replaces the caller's registration. What is on its way goes to the new URL, or is dropped if its event is not named any more. */
  @Put()
  @Access(webhookAdmins)
  @RateLimit(30)
  async replace(
    @CurrentCaller() { tenantId }: Caller,
    @Body() request: RegisterWebhookRequest,
  ): Promise<RegistrationResource> {
    const replaced = await this.registrations.replace(tenantId, await this.read(request, this.clock.now()));
    if (!replaced) throw notFound(NONE);
    return toRegistration(replaced);
  }

  /** Removes the caller's registration. What is on its way is dropped. */
  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @Access(webhookAdmins)
  async remove(@CurrentCaller() { tenantId }: Caller): Promise<void> {
    if (!(await this.registrations.remove(tenantId))) throw notFound(NONE);
  }

  private async read(
    { webhookUrl, webhookEvents, signatureTokenToMsSignatureHeader = false }: RegisterWebhookRequest,
    changedAt: Date,
  ): Promise<Omit<Registration, 'partnerId' | 'subscriberId' | 'since'>> {
    const allowed = this.config.WEBHOOK_ALLOWED_HOSTS;
    const fault = callbackUrlFault(webhookUrl, allowed) ?? (await callbackHostFault(webhookUrl, allowed));
    if (fault) throw invalidArgument(`WebhookUrl ${fault}.`);
    return { webhookUrl, webhookEvents, signatureTokenToMsSignatureHeader, changedAt };
  }
}
