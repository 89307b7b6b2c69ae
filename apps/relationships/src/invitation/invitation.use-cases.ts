import { Inject, Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Clock, type Rejected } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnersClient, UsersClient, type Access, type Caller, type Command } from '#lib/service-kit';
import { CustomersClient } from '../customer/customers.client.js';
import { type Partnership } from '../partnership/partnership.js';
import { PartnershipRepository } from '../partnership/partnership.repository.js';
import { RelationshipsConfig } from '../relationships.config.js';
import { linkFault, requestMail, revokeInvitation, type Invitation, type InvitationMail } from './invitation.js';
import { InvitationLinks } from './link/invitation-links.js';
import { InvitationRepository } from './invitation.repository.js';
import { MailCountRepository } from './mail/mail-count.repository.js';

/** Partner Center lets the same roles of an indirect provider ask for a partnership. */
export const inviting: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent'],
  partnerTypes: ['indirect-provider'],
};

@Injectable()
export class InvitationUseCases {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly partnerships: PartnershipRepository,
    private readonly links: InvitationLinks,
    private readonly mailCounts: MailCountRepository,
    private readonly partners: PartnersClient,
    private readonly users: UsersClient,
    private readonly customers: CustomersClient,
    private readonly config: RelationshipsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  create(command: Command): Promise<Invitation> {
    const id = command.idOf('partnership-invitation');
    const createdAt = this.clock.now();
    return this.invitations.create(command.id, {
      id,
      providerId: command.caller.tenantId,
      createdBy: command.caller.objectId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + this.config.INVITATION_TTL_SECONDS * 1_000),
      tokenHash: this.links.hashOf(this.links.tokenOf(id)),
    });
  }

  async find({ tenantId }: Caller, id: string): Promise<Invitation | Rejected> {
    return (await this.invitations.find(tenantId, id)) ?? rejectUnknown(id);
  }

  async revoke({ id: commandId, caller }: Command, id: string): Promise<Invitation | Rejected> {
    return (await this.invitations.decide(caller.tenantId, id, commandId, revokeInvitation)) ?? rejectUnknown(id);
  }

  /**
   * Notes the mail down; notifications sends it because of the event. It is counted first, so that a crash in between
   * costs the provider one of its mails, and never lets it send more than it may.
   */
  async requestMail(
    command: Command,
    id: string,
    mail: Omit<InvitationMail, 'id'>,
  ): Promise<InvitationMail | Rejected> {
    const requested = { id: command.idOf('mail'), ...mail };
    const decide = (invitation: Invitation, now: Date): ReturnType<typeof requestMail> =>
      requestMail(invitation, requested, now);
    const invitation = await this.find(command.caller, id);
    if (isRejected(invitation)) return invitation;
    const decision = decide(invitation, this.clock.now());
    if (isRejected(decision)) return decision;
    const oneTooMany = await this.mailCounts.count(command.caller.tenantId, requested, this.clock.now());
    if (oneTooMany) return oneTooMany;
    const noted = (await this.invitations.decide(command.caller.tenantId, id, command.id, decide)) ?? rejectUnknown(id);
    return isRejected(noted) ? noted : requested;
  }

  /** The invitation that a link is of, if it can be used, or was used by the caller's company; changes nothing. */
  async atLink(token: string, tenantId?: string): Promise<Invitation | Rejected> {
    const invitation = await this.byToken(token);
    if (isRejected(invitation) || (tenantId && invitation.claim?.resellerId === tenantId)) return invitation;
    return linkFault(invitation, this.clock.now()) ?? invitation;
  }

  /**
   * Claims the link, which decides who of several wins, then writes the partnership. A repeat by the same reseller finds
   * the claim and completes it, and so does the sweep.
   */
  async accept({ caller }: Command, token: string): Promise<Partnership | Rejected> {
    const invitation = await this.byToken(token);
    if (isRejected(invitation)) return invitation;
    const { id, providerId } = invitation;
    const { tenantId, objectId: userId } = caller;
    const [user, reseller, provider, isCustomer, partnership] = await Promise.all([
      this.users.find(caller),
      this.partners.find(tenantId),
      this.partners.find(providerId),
      this.customers.isCustomer(caller),
      this.partnerships.find(providerId, tenantId),
    ]);
    const claimed = await this.invitations.claim(invitation, {
      tenantId,
      userId,
      roles: user?.roles ?? [],
      reseller,
      provider,
      isCustomer,
      ...(partnership?.takenBack && { takenBack: partnership.takenBack }),
    });
    if (!claimed || isRejected(claimed)) return claimed ?? rejectUnknown(id);
    const completed = await this.complete(claimed);
    if (completed.status === 'active') return completed;
    return reject(
      faults.linkNotValid,
      'This link was used, and the partnership has been ended since. Ask the provider for a new invitation.',
    );
  }

  /** Writes the partnership of a claimed invitation. Any number of times. */
  async complete(invitation: Invitation): Promise<Partnership> {
    const { id, providerId, claim } = invitation;
    if (!claim) throw new Error(`The invitation ${id} is not claimed.`);
    const { resellerId, userId, takenBackBefore } = claim;
    const partnership = await this.partnerships.establish({
      providerId,
      resellerId,
      invitationId: id,
      userId,
      takenBackBefore,
    });
    await this.invitations.complete(invitation);
    return partnership;
  }

  private async byToken(token: string): Promise<Invitation | Rejected> {
    const invitation = await this.invitations.findByToken(this.links.hashOf(token));
    return invitation ?? reject(faults.notFound, 'This link is not valid. Open it exactly as it is in the mail.');
  }
}

function rejectUnknown(id: string): Rejected {
  return reject(faults.notFound, `You have no invitation ${id}. GET /v1/partnershipinvitations lists them.`);
}
