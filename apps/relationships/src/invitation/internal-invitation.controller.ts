import { Controller, Get, Inject, Param } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { linkFault } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationResources } from './invitation-resources.js';
import { InvitingProviders } from './inviting-providers.js';

/** A mail that a provider asked for, with what no event carries. */
interface MailToSend {
  name: string;
  email: string;
  /** The provider's. */
  companyName: string;
  subject: string;
  /** Plain text of the platform, with the URL in it. */
  body: string;
  /** A paragraph in the provider's words. */
  message?: string;
  url: string;
}

/** What notifications asks for when it sends a mail. */
@Controller('internal/partnershipinvitations')
@InternalController('notifications')
export class InternalInvitationController {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly resources: InvitationResources,
    private readonly providers: InvitingProviders,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** 404 where the link cannot be used any more: then there is nothing to send. */
  @Get(':providerId/:invitationId/mails/:mailId')
  async mail(
    @Param('providerId', GuidPipe) providerId: string,
    @Param('invitationId', GuidPipe) invitationId: string,
    @Param('mailId', GuidPipe) mailId: string,
  ): Promise<MailToSend> {
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
