import { Injectable } from '@nestjs/common';
import { DependencyUnavailableError, InternalClient, internalPath, type InternalPath } from '#lib/service-kit';
import { type Recipient, type VerificationLink } from '../mail/mail-text.js';

/** Asks enrollment, which owns contacts and links, when a mail is sent: no event carries them. */
@Injectable()
export class EnrollmentClient {
  constructor(private readonly internal: InternalClient) {}

  /** The primary contact; undefined when the company has none, or does not enrol. */
  recipient(tenantId: string): Promise<Recipient | undefined> {
    return this.get<Recipient>(internalPath`/internal/enrollments/${tenantId}/recipient`);
  }

  /** The link and whom it is for; undefined when it was replaced or used, or has expired. */
  verification(tenantId: string, verificationId: string): Promise<VerificationLink | undefined> {
    return this.get<VerificationLink>(internalPath`/internal/enrollments/${tenantId}/verifications/${verificationId}`);
  }

  private async get<Answer>(path: InternalPath): Promise<Answer | undefined> {
    const { status, body } = await this.internal.call('enrollment', 'GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw new DependencyUnavailableError('enrollment');
    return body as Answer;
  }
}
