import { Inject, Injectable } from '@nestjs/common';
import { isRejected, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { ownCommand, PeriodicSweep, SweptItems } from '#lib/service-kit';
import { EnrollmentConfig } from '../enrollment.config.js';
import { type MpnAssociation } from '../mpn/mpn-association.repository.js';
import { MpnAssociations } from '../mpn/mpn-associations.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { PartnerUseCases } from '../partner/partner.use-cases.js';
import { EnrollmentRepository } from './enrollment.repository.js';
import { EnrollmentUseCases } from './enrollment.use-cases.js';

/** Settles what a crash left in doubt, and in sandboxes reviews in the operator's stead. */
@Injectable()
export class EnrollmentSweep extends PeriodicSweep {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly useCases: EnrollmentUseCases,
    private readonly partners: PartnerRepository,
    private readonly partnerUseCases: PartnerUseCases,
    private readonly associations: MpnAssociations,
    private readonly items: SweptItems,
    private readonly config: EnrollmentConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
  }

  protected async sweep(): Promise<void> {
    await this.items.each(this, {
      name: 'doubtful-mpn-id',
      find: async (page) => (await this.associations.inDoubt(page)).map((one) => ({ id: one.mpnId, ...one })),
      itemsOf: (association) => [association],
      work: (association) => this.settle(association),
    });
    const { AUTOMATIC_REVIEW_SECONDS: delay } = this.config;
    if (delay !== undefined) await this.reviewAll(new Date(this.clock.now().getTime() - delay * 1_000));
  }

  /** An enrolment that was approved gets its number first, if the crash came before its partner was written. */
  private async settle(association: MpnAssociation): Promise<Rejected | void> {
    const enrollment = await this.enrollments.find(association.partnerId);
    const completed = enrollment && (await this.useCases.completed(enrollment));
    return isRejected(completed) ? completed : this.associations.settle(association);
  }

  /** One that cannot be approved, such as for an MPN ID that went to another partner, is left to the operator. */
  private async reviewAll(before: Date): Promise<void> {
    await this.items.each(this, {
      name: 'automatic-review',
      find: (page) => this.enrollments.inReviewSince(before, page),
      itemsOf: ({ id, reviewStartedAt }) => [{ id: `${id}/${reviewStartedAt?.getTime()}`, enrollmentId: id }],
      work: ({ enrollmentId: id }) => this.useCases.review(ownCommand, id, 'approve', []),
    });
    await this.items.each(this, {
      name: 'automatic-review-of-a-proposal',
      find: (page) => this.partners.proposedBefore(before, page),
      itemsOf: ({ id, proposal }) => [{ id: `${id}/${proposal?.since.getTime()}`, partnerId: id }],
      work: ({ partnerId: id }) => this.partnerUseCases.reviewProposal(ownCommand, id, 'approve', []),
    });
  }
}
