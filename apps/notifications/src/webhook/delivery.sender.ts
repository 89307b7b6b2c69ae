import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Clock } from '#lib/decision';
import { CLOCK, messageOf, runInContext } from '#lib/messaging';
import { PeriodicSweep } from '#lib/service-kit';
import { traced } from '#lib/telemetry';
import { NotificationsConfig } from '../notifications.config.js';
import { CallbackClient } from './callback.client.js';
import { afterAttempt, type DeliveryChange } from './delivery.js';
import { DeliveryRepository, type LeasedDelivery } from './delivery.repository.js';
import { RegistrationRepository } from './registration.repository.js';
import { WebhookSignature } from './signing/webhook-signature.js';

/** How many deliveries an instance sends at the same time, and how many of them to one partner. */
const PARALLEL = 32;
const PARALLEL_OF_PARTNER = 4;
/** What a lease allows for besides the partner's server: signing, and noting down the result. */
const LEASE_MARGIN_MS = 10_000;
const SETTLE_AGAIN_MS = 1_000;

const deliveriesTotal = new Counter({
  name: 'twotier_webhook_deliveries_total',
  help: 'Attempts to deliver a webhook event by outcome: delivered, deferred, failed or dropped.',
  labelNames: ['event', 'outcome'],
});

/** Sends the webhook events that are due; see `docs/adr/0062-webhooks.md`. */
@Injectable()
export class DeliverySender extends PeriodicSweep {
  /** By the ids of the deliveries; which partner each is for. */
  private readonly underWay = new Map<string, { partnerId: string; done: Promise<void> }>();

  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly registrations: RegistrationRepository,
    private readonly callbacks: CallbackClient,
    private readonly signature: WebhookSignature,
    config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
    this.timeoutMs = config.WEBHOOK_TIMEOUT_SECONDS * 1_000;
  }

  private readonly timeoutMs: number;

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await Promise.all([...this.underWay.values()].map(({ done }) => done));
  }

  /** Begins to send what is due, as far as there is room, and leaves it under way: a slow server holds up its own partner alone. */
  protected async sweep(): Promise<void> {
    while (this.underWay.size < PARALLEL && !this.stopping) {
      const now = this.clock.now();
      const leased = await this.deliveries.lease(
        now,
        new Date(now.getTime() + this.timeoutMs + LEASE_MARGIN_MS),
        this.busyPartners(),
      );
      if (!leased) return;
      const { id, partnerId } = leased.delivery;
      // Its lease ran out while what became of it could not be noted down.
      if (this.underWay.has(id) || (await this.deliveries.waits(leased, now))) continue;
      const done = this.send(leased).finally(() => {
        this.underWay.delete(id);
        this.soon();
      });
      this.underWay.set(id, { partnerId, done });
    }
  }

  private busyPartners(): string[] {
    const counts = new Map<string, number>();
    for (const { partnerId } of this.underWay.values()) counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= PARALLEL_OF_PARTNER).map(([partnerId]) => partnerId);
  }

  private send(leased: LeasedDelivery): Promise<void> {
    const { correlationId, traceparent, event, attempts } = leased.delivery;
    const attributes = { 'twotier.webhook.event': event, 'twotier.webhook.attempts': attempts };
    const context = { correlationId, ...(traceparent && { traceparent }) };
    return traced('deliver webhook', { kind: 'internal', attributes, parent: traceparent }, () =>
      runInContext(context, () => this.untilSettled(leased)),
    );
  }

  /** Not given up while the process lives: who forgot that it was delivered would deliver it again. */
  private async untilSettled(leased: LeasedDelivery): Promise<void> {
    let settle: (() => Promise<DeliveryChange>) | undefined;
    while (!settle) {
      if (!this.isInTime(leased)) return;
      settle = await this.attempt(leased).catch((error: unknown) => this.pause(error));
      if (!settle && this.stopping) return;
    }
    for (;;) {
      const change = await settle().catch((error: unknown) => this.pause(error));
      if (change) return this.report(leased, change);
      if (this.stopping) return;
    }
  }

  /** Whether the server has its time while nobody else can take the delivery: what comes after those behind it would be out of order. */
  private isInTime({ until }: LeasedDelivery): boolean {
    return this.clock.now().getTime() + this.timeoutMs <= until.getTime();
  }

  /** Attempts it, and answers how to note down what came of it; undefined if it has become too late. */
  private async attempt(leased: LeasedDelivery): Promise<(() => Promise<DeliveryChange>) | undefined> {
    const { delivery } = leased;
    const registration = await this.registrations.find(delivery.partnerId);
    if (!registration?.webhookEvents.includes(delivery.event)) {
      const { attempts } = delivery;
      const dropped: DeliveryChange = { status: 'dropped', attempts, endedAt: this.clock.now() };
      return () => this.deliveries.settle(leased, dropped).then(() => dropped);
    }
    const { webhookUrl, signatureTokenToMsSignatureHeader } = registration;
    const signed = await this.signature.headersOf(delivery.body, signatureTokenToMsSignatureHeader);
    if (!this.isInTime(leased)) return undefined;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'ms-requestid': delivery.id,
      'ms-correlationid': delivery.correlationId,
      ...signed,
    };
    const { taken, result } = await this.callbacks.post(webhookUrl, delivery.body, headers, () => this.clock.now());
    const change = afterAttempt(delivery, taken, { now: this.clock.now(), random: Math.random() });
    return () => this.deliveries.settle(leased, change, result).then(() => change);
  }

  private async pause(error: unknown): Promise<undefined> {
    this.logger.warn(`The database does not answer for a webhook event, trying again: ${messageOf(error as Error)}`);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
  }

  private report(
    { delivery: { id, event } }: LeasedDelivery,
    { status, attempts, nextAttemptAt }: DeliveryChange,
  ): void {
    deliveriesTotal.inc({ event, outcome: status === 'pending' ? 'deferred' : status });
    const details = { delivery: id, event, status, attempts, nextAttemptAt };
    if (status === 'failed')
      this.logger.warn(details, 'A webhook event was not taken; it waits to be sent again by hand.');
    else this.logger.debug(details, 'Tried to deliver a webhook event.');
  }
}
