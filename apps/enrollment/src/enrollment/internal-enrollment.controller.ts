import { Inject, Param } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { accepted, GuidPipe, notFound } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getRecipient, getVerification, type Recipient, type VerificationLink } from '#contracts/internal/enrollment';
import { type Partner } from '../partner/partner.js';
import { PartnerRepository } from '../partner/partner.repository.js';
import { type Enrollment } from '../enrollment-state/enrollment-state.js';
import { EnrollmentUseCases } from './enrollment.use-cases.js';
import { VerificationLinks } from '../verification/verification-links.js';

/** What mails need and events do not carry: contacts and links. */
@InternalController()
export class InternalEnrollmentController {
  constructor(
    private readonly useCases: EnrollmentUseCases,
    private readonly partners: PartnerRepository,
    private readonly links: VerificationLinks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @InternalEndpoint(getRecipient)
  async recipient(@Param('tenantId', GuidPipe) id: string): Promise<Recipient> {
    const enrollment = accepted(await this.useCases.current(id));
    return recipientOf(enrollment, enrollment.hasAccount ? await this.partners.find(id) : undefined);
  }

  /** 404 for a link that is not to be sent any more: replaced, used, expired, or of an enrolment that was withdrawn. */
  @InternalEndpoint(getVerification)
  async verification(
    @Param('tenantId', GuidPipe) id: string,
    @Param('verificationId', GuidPipe) verificationId: string,
  ): Promise<VerificationLink> {
    const enrollment = accepted(await this.useCases.current(id));
    const { verification, status } = enrollment;
    const isWaitedFor = status === 'submitted' && verification?.id === verificationId && !verification.confirmedAt;
    if (!isWaitedFor || verification.expiresAt <= this.clock.now()) {
      throw notFound('This link is not to be sent any more.');
    }
    const { email, expiresAt } = verification;
    const url = this.links.url(verification);
    return { ...recipientOf(enrollment), email, url, expiresAt: expiresAt.toISOString() };
  }
}

/** The primary contact; where a company with an account has none, its support contact. */
function recipientOf(enrollment: Enrollment, partner?: Partner): Recipient {
  const { legalProfile, supportContact, tenantId } = enrollment;
  const contact = enrollment.primaryContact ?? partner?.primaryContact;
  const email = contact?.email ?? supportContact?.email;
  if (!email) throw notFound(`Nobody is named yet in the enrolment of ${tenantId}.`);
  const name = contact ? `${contact.firstName} ${contact.lastName}` : '';
  return { name, email, companyName: legalProfile?.companyName ?? partner?.companyName ?? '' };
}
