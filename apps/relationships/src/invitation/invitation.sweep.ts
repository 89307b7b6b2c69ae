import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, runInContext } from '#lib/messaging';
import { PeriodicSweep, systemIds } from '#lib/service-kit';
import { RelationshipsConfig } from '../relationships.config.js';
import { InvitationRepository } from './invitation.repository.js';
import { MailCountRepository } from './mail-count.repository.js';
import { InvitationUseCases } from './invitation.use-cases.js';

const BATCH = 100;
/** Younger claims are being completed by the request that made them. */
const UNDER_WAY_MS = 5_000;

/** Writes the partnerships of invitations that were accepted right before a crash. */
@Injectable()
export class InvitationSweep extends PeriodicSweep {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly useCases: InvitationUseCases,
    private readonly mailCounts: MailCountRepository,
    config: RelationshipsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    await this.mailCounts.removeBefore(this.clock.now());
    const before = new Date(this.clock.now().getTime() - UNDER_WAY_MS);
    for (const invitation of await this.invitations.claimedBefore(before, BATCH)) {
      const { resellerId, userId } = invitation.claim ?? {};
      const context = { correlationId: systemIds.random(), actor: `${resellerId}/${userId}` };
      await runInContext(context, () => this.useCases.complete(invitation));
    }
  }
}
