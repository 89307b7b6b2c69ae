import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { ownCommand, PeriodicSweep } from '#lib/service-kit';
import { EnrollmentConfig } from '../enrollment.config.js';
import { type MpnAssociation } from '../mpn/mpn-association.repository.js';
import { MpnAssociations } from '../mpn/mpn-associations.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { PartnerUseCases } from '../partner/partner.use-cases.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

const BATCH = 100;

/** Settles what a crash left in doubt, and in sandboxes reviews in the operator's stead. */
@Injectable()
export class EnrollmentSweep extends PeriodicSweep {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly useCases: EnrollmentUseCases,
    private readonly partners: PartnerRepository,
    private readonly partnerUseCases: PartnerUseCases,
    private readonly associations: MpnAssociations,
    private readonly config: EnrollmentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    for (const association of await this.associations.inDoubt(BATCH)) {
      await this.orLeave(() => this.settle(association));
    }
    const { AUTOMATIC_REVIEW_SECONDS: delay } = this.config;
    if (delay !== undefined) await this.reviewAll(new Date(this.clock.now().getTime() - delay * 1_000));
  }

  /** An enrolment that was approved gets its number first, if the crash came before its partner was written. */
  private async settle(association: MpnAssociation): Promise<void> {
    const enrollment = await this.enrollments.find(association.partnerId);
    if (enrollment) await this.useCases.completed(enrollment);
    await this.associations.settle(association);
  }

  /** One that cannot be approved, such as for an MPN ID that went to another partner, is left to the operator. */
  private async reviewAll(before: Date): Promise<void> {
    for (const { id } of await this.enrollments.inReviewSince(before, BATCH)) {
      await this.orLeave(() => this.useCases.review(ownCommand, id, 'approve', []));
    }
    for (const { id } of await this.partners.proposedBefore(before, BATCH)) {
      await this.orLeave(() => this.partnerUseCases.reviewProposal(ownCommand, id, 'approve', []));
    }
  }

  /** What is refused keeps nothing else waiting. */
  private async orLeave(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof PartnerError)) throw error;
      this.logger.debug(`Left to the operator: ${error.description}`);
    }
  }
}
