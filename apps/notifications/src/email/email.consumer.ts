import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type Clock } from '#lib/decision';
import { CLOCK, currentTraceparent, EventHandler, type EventMessage } from '#lib/messaging';
import { enrollmentActivated, type EnrollmentActivatedV1 } from '#contracts/enrollment/enrollment-activated.v1';
import {
  enrollmentInformationRequested,
  type EnrollmentInformationRequestedV1,
} from '#contracts/enrollment/enrollment-information-requested.v1';
import { enrollmentRejected, type EnrollmentRejectedV1 } from '#contracts/enrollment/enrollment-rejected.v1';
import {
  enrollmentReviewStarted,
  type EnrollmentReviewStartedV1,
} from '#contracts/enrollment/enrollment-review-started.v1';
import { type EnrollmentStateV1 } from '#contracts/enrollment/enrollment-state.v1';
import {
  enrollmentVerificationRequested,
  type EnrollmentVerificationRequestedV1,
} from '#contracts/enrollment/enrollment-verification-requested.v1';
import { enrollmentWithdrawn, type EnrollmentWithdrawnV1 } from '#contracts/enrollment/enrollment-withdrawn.v1';
import {
  partnershipInvitationMailRequested,
  type PartnershipInvitationMailRequestedV1,
} from '#contracts/relationships/partnership-invitation-mail-requested.v1';
import { emailOf, type EmailContent, type ProgressTemplate } from './email.js';
import { EmailRepository } from './email.repository.js';
import { EmailSender } from './email.sender.js';

/** Which events are a cause for a mail. Here it is only noted down; the sender sends it. */
@Controller()
export class EmailConsumer {
  constructor(
    private readonly emails: EmailRepository,
    private readonly sender: EmailSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventHandler(enrollmentVerificationRequested)
  verificationRequested(@Payload() event: EventMessage<EnrollmentVerificationRequestedV1>): Promise<void> {
    return this.add(event, event.data.tenantId, {
      template: 'verification',
      verificationId: event.data.verificationId,
    });
  }

  @EventHandler(enrollmentReviewStarted)
  reviewStarted(@Payload() event: EventMessage<EnrollmentReviewStartedV1>): Promise<void> {
    return this.addProgress(event, event.data.isResumed ? 'review-resumed' : 'review-started');
  }

  @EventHandler(enrollmentInformationRequested)
  informationRequested(@Payload() event: EventMessage<EnrollmentInformationRequestedV1>): Promise<void> {
    return this.addProgress(event, 'information-requested');
  }

  @EventHandler(enrollmentRejected)
  rejected(@Payload() event: EventMessage<EnrollmentRejectedV1>): Promise<void> {
    return this.addProgress(event, 'rejected');
  }

  /** An address that was never asked gets nothing: else anybody could have mails sent to it, again and again. */
  @EventHandler(enrollmentWithdrawn)
  async withdrawn(@Payload() event: EventMessage<EnrollmentWithdrawnV1>): Promise<void> {
    if (event.data.contactWasAsked) await this.addProgress(event, 'withdrawn');
  }

  @EventHandler(enrollmentActivated)
  activated(@Payload() event: EventMessage<EnrollmentActivatedV1>): Promise<void> {
    return this.addProgress(event, 'activated');
  }

  @EventHandler(partnershipInvitationMailRequested)
  invitationMailRequested(@Payload() event: EventMessage<PartnershipInvitationMailRequestedV1>): Promise<void> {
    const { providerId, invitationId, mailId } = event.data;
    return this.add(event, providerId, { template: 'partnership-invitation', invitationId, mailId });
  }

  private addProgress(event: EventMessage<EnrollmentStateV1>, template: ProgressTemplate): Promise<void> {
    return this.add(event, event.data.tenantId, { template, reasons: event.data.reasons ?? [] });
  }

  private async add(event: EventMessage<object>, tenantId: string, content: EmailContent): Promise<void> {
    const { id: eventId, time, correlationId } = event;
    const traceparent = currentTraceparent();
    const cause = { eventId, time, correlationId, ...(traceparent && { traceparent }) };
    await this.emails.add(emailOf(cause, tenantId, content, this.clock.now()));
    this.sender.soon();
  }
}
