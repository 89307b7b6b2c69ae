import { Injectable } from '@nestjs/common';
import { InternalClient } from '#lib/service-kit';
import { getRecipient, getVerification, type Recipient, type VerificationLink } from '#contracts/internal/enrollment';

/** Asks enrollment, which owns contacts and links, when a mail is sent: no event carries them. */
@Injectable()
export class EnrollmentClient {
  constructor(private readonly internal: InternalClient) {}

  /** The primary contact; undefined when the company has none, or does not enrol. */
  async recipient(tenantId: string): Promise<Recipient | undefined> {
    const { status, body } = await this.internal.call(getRecipient, { tenantId });
    return status === 200 ? body : undefined;
  }

  /** The link and whom it is for; undefined when it was replaced or used, or has expired. */
  async verification(tenantId: string, verificationId: string): Promise<VerificationLink | undefined> {
    const { status, body } = await this.internal.call(getVerification, { tenantId, verificationId });
    return status === 200 ? body : undefined;
  }
}
