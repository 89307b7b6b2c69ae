import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { SigningKeys } from '#lib/service-kit';
import { NotificationsConfig } from '../../notifications.config.js';
import { WebhookKeysRepository } from './webhook-keys.repository.js';

const HOUR_SECONDS = 60 * 60;
/** How long a key that signs no more is still told of. */
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

/** The keys that webhook events are signed with. */
@Injectable()
export class WebhookKeys extends SigningKeys {
  constructor(keys: WebhookKeysRepository, config: NotificationsConfig, @Inject(CLOCK) clock: Clock) {
    const lifetimes = {
      lifetime: config.WEBHOOK_KEY_LIFETIME_SECONDS,
      lead: config.WEBHOOK_KEY_LEAD_SECONDS,
      signatures: WEEK_SECONDS,
    };
    super(keys, lifetimes, clock, HOUR_SECONDS);
  }

  /** The first one is made when there is something to sign: most installations start without a webhook. */
  protected override async sweep(): Promise<void> {
    if (await this.hasBegun()) await super.sweep();
  }
}
