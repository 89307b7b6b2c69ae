import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { type Enrollment } from './enrollment.js';
import { EnrollmentUseCases } from './enrollment.use-cases.js';
import { VerificationLinks } from './verification-links.js';

/** Whom mails about an enrolment go to. */
interface Recipient {
  name: string;
  email: string;
  companyName: string;
}

/** What mails need and events do not carry: contacts and links. */
@Controller('internal/enrollments')
@InternalController('notifications')
export class InternalEnrollmentController {
  constructor(
    private readonly useCases: EnrollmentUseCases,
    private readonly links: VerificationLinks,
  ) {}

  @Get(':id/recipient')
  async recipient(@Param('id', GuidPipe) id: string): Promise<Recipient> {
    return recipientOf(await this.useCases.current(id));
  }

  /** 404 for a link that is not to be sent any more: replaced, used, or of an enrolment that was withdrawn. */
  @Get(':id/verifications/:verificationId')
  async verification(
    @Param('id', GuidPipe) id: string,
    @Param('verificationId', GuidPipe) verificationId: string,
  ): Promise<Recipient & { url: string; expiresAt: string }> {
    const enrollment = await this.useCases.current(id);
    const { verification, status } = enrollment;
    if (status !== 'submitted' || verification?.id !== verificationId || verification.confirmedAt) {
      throw notFound('This link is not to be sent any more.');
    }
    const { email, expiresAt } = verification;
    const url = this.links.url(verification);
    return { ...recipientOf(enrollment), email, url, expiresAt: expiresAt.toISOString() };
  }
}

/** The primary contact; the support contact of a company that was not asked for one. */
function recipientOf({ primaryContact, supportContact, legalProfile, tenantId }: Enrollment): Recipient {
  const email = primaryContact?.email ?? supportContact?.email;
  if (!email) throw notFound(`Nobody is named yet in the enrolment of ${tenantId}.`);
  const name = primaryContact ? `${primaryContact.firstName} ${primaryContact.lastName}` : '';
  return { name, email, companyName: legalProfile?.companyName ?? '' };
}
