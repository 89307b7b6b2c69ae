import { Controller, Get, Headers, HttpCode, HttpStatus, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import {
  ApiPages,
  GuidPipe,
  invalidArgument,
  notFound,
  pageOf,
  PartnerError,
  seekOf,
  type Collection,
} from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, RateLimit, type Caller, type Command } from '#lib/service-kit';
import { NotificationsConfig } from '../notifications.config.js';
import { testDelivery } from './delivery.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliverySender } from './delivery.sender.js';
import { webhookAccess } from './registration.controller.js';
import { RegistrationRepository } from './registration.repository.js';
import {
  DeliveryResource,
  ListDeliveriesQuery,
  toDelivery,
  toReport,
  ValidationReportResource,
  ValidationRequestResource,
} from './webhook.dto.js';

/** How long the report on a test event can be read. */
const REPORT_MS = 7 * 24 * 60 * 60 * 1_000;

@ApiTags('Webhooks')
@Controller('webhooks/v1')
export class DeliveryController {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly registrations: RegistrationRepository,
    private readonly sender: DeliverySender,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sends a `test-created` event to the caller, which has to be registered for it. */
  @Post('registration/validationEvents')
  @HttpCode(HttpStatus.OK)
  @Access(webhookAccess)
  @RateLimit(2)
  async test(@CurrentCommand() command: Command): Promise<ValidationRequestResource> {
    const { tenantId } = command.caller;
    const registration = await this.registrations.find(tenantId);
    if (!registration?.webhookEvents.includes('test-created')) {
      throw invalidArgument('Register for the event test-created first, by POST or PUT /webhooks/v1/registration.');
    }
    const id = command.idOf('webhook-test');
    await this.deliveries.add(testDelivery(tenantId, id, this.config.issuer, this.clock.now()));
    this.sender.soon();
    return { correlationId: id };
  }

  /** What became of a test event, for seven days. */
  @Get('registration/validationEvents/:correlationId')
  @Access(webhookAccess)
  async report(
    @CurrentCaller() { tenantId }: Caller,
    @Param('correlationId', GuidPipe) correlationId: string,
  ): Promise<ValidationReportResource> {
    const delivery = await this.deliveries.find(tenantId, correlationId);
    const oldest = this.clock.now().getTime() - REPORT_MS;
    if (delivery?.event !== 'test-created' || delivery.createdAt.getTime() < oldest) {
      throw notFound(`There is no test event ${correlationId} of the last seven days.`);
    }
    return toReport(delivery, await this.registrations.find(tenantId));
  }

  /** The webhook events of the caller and what became of them, in pages. With `status=failed`: those to look after. */
  @Get('deliveries')
  @ApiPages(DeliveryResource)
  @Access(webhookAccess)
  async list(
    @CurrentCaller() { tenantId }: Caller,
    @Query() query: ListDeliveriesQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<DeliveryResource>> {
    const seek = seekOf(ListDeliveriesQuery, query, token, `/webhooks/v1/deliveries of ${tenantId}`);
    const found = await this.deliveries.list(tenantId, seek.query.status, seek);
    return pageOf('/webhooks/v1/deliveries', seek, found, toDelivery);
  }

  /** Sends a failed webhook event again, with ten new attempts. 409: it is not failed. */
  @Post('deliveries/:deliveryId/redelivery')
  @HttpCode(HttpStatus.OK)
  @Access(webhookAccess)
  async sendAgain(
    @CurrentCaller() { tenantId }: Caller,
    @Param('deliveryId', GuidPipe) deliveryId: string,
  ): Promise<DeliveryResource> {
    const again = await this.deliveries.sendAgain(tenantId, deliveryId, this.clock.now());
    if (again) {
      this.sender.soon();
      return toDelivery(again);
    }
    const known = await this.deliveries.find(tenantId, deliveryId);
    if (!known) throw notFound(`You have no webhook delivery ${deliveryId}.`);
    throw new PartnerError(faults.conflict, `Only a failed delivery can be sent again; this one is ${known.status}.`);
  }
}
