import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { SigningKeys } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { TokenKeysRepository } from './token-keys.repository.js';
import { ID_TOKEN_SECONDS } from './token-lifetimes.js';

/** The keys that tokens are signed with. */
@Injectable()
export class TokenKeys extends SigningKeys implements OnModuleInit {
  constructor(keys: TokenKeysRepository, config: IdentityConfig, @Inject(CLOCK) clock: Clock) {
    const lifetimes = {
      lifetime: config.SIGNING_KEY_LIFETIME_SECONDS,
      lead: config.SIGNING_KEY_LEAD_SECONDS,
      signatures: ID_TOKEN_SECONDS,
    };
    super(keys, lifetimes, clock, config.SWEEP_INTERVAL_SECONDS);
  }

  /** A secret that does not fit is to be known at the start, not at the first sign-in. */
  async onModuleInit(): Promise<void> {
    await this.ring();
  }
}
