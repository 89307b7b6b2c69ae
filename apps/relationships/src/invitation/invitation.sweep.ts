import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK, runInContext } from '#lib/messaging';
import { PeriodicSweep, SweptItems, systemIds } from '#lib/service-kit';
import { RelationshipsConfig } from '../relationships.config.js';
import { InvitationRepository } from './invitation.repository.js';
import { MailCountRepository } from './mail/mail-count.repository.js';
import { InvitationUseCases } from './invitation.use-cases.js';

/** Younger claims are being completed by the request that made them. */
const UNDER_WAY_MS = 5_000;

/** Writes the partnerships of invitations that were accepted right before a crash. */
@Injectable()
export class InvitationSweep extends PeriodicSweep {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly useCases: InvitationUseCases,
    private readonly mailCounts: MailCountRepository,
    private readonly items: SweptItems,
    config: RelationshipsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    await this.mailCounts.removeBefore(this.clock.now());
    const before = new Date(this.clock.now().getTime() - UNDER_WAY_MS);
    await this.items.each(this, {
      name: 'claimed-invitation',
      find: (page) => this.invitations.claimedBefore(before, page),
      itemsOf: (invitation) => [invitation],
      work: (invitation) => {
        const { resellerId, userId } = invitation.claim ?? {};
        const context = { correlationId: systemIds.random(), actor: `${resellerId}/${userId}` };
        return runInContext(context, () => this.useCases.complete(invitation));
      },
    });
  }
}
