import { Inject, Param } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getInvitationMail, type InvitationMail } from '#contracts/internal/relationships';
import { linkFault } from '../invitation.js';
import { InvitationRepository } from '../invitation.repository.js';
import { InvitationResources } from '../invitation-resources.js';
import { InvitingProviders } from '../inviting-providers.js';

/** What notifications asks for when it sends a mail. */
@InternalController()
export class InternalInvitationController {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly resources: InvitationResources,
    private readonly providers: InvitingProviders,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 404 where the link cannot be used any more: then there is nothing to send. */
  @InternalEndpoint(getInvitationMail)
  async mail(
    @Param('providerId', GuidPipe) providerId: string,
    @Param('invitationId', GuidPipe) invitationId: string,
    @Param('mailId', GuidPipe) mailId: string,
  ): Promise<InvitationMail> {
    const invitation = await this.invitations.find(providerId, invitationId);
    const mail = invitation?.mails.find(({ id }) => id === mailId);
    if (!invitation || !mail || linkFault(invitation, this.clock.now())) {
      throw notFound('There is no such mail to send, or its link cannot be used any more.');
    }
    const { email, name = '', message } = mail;
    const provider = await this.providers.of(invitation);
    const { subject, body, url } = this.resources.of(invitation, provider);
    return { name, email, companyName: provider.companyName, subject, body, ...(message && { message }), url };
  }
}
