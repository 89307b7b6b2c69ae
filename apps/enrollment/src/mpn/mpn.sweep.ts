import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PeriodicSweep } from '#lib/service-kit';
import { EnrollmentConfig } from '../enrollment.config.js';
import { MpnAccountRepository } from './mpn-account.repository.js';
import { MpnSignInRepository } from './mpn-sign-in.repository.js';

const KEPT_MS = 24 * 60 * 60 * 1_000;

/** Forgets what attempts to sign in to the membership directory left, long after it counts. */
@Injectable()
export class MpnSweep extends PeriodicSweep {
  constructor(
    private readonly accounts: MpnAccountRepository,
    private readonly signIns: MpnSignInRepository,
    config: EnrollmentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    await this.accounts.removeAttemptsBefore(before);
    await this.signIns.removeBefore(before);
  }
}
