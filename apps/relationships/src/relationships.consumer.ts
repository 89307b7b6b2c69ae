import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { assertOwnCompany, CommandReceipts, needsPerson } from '#lib/service-kit';
import {
  acceptPartnershipInvitation,
  type AcceptPartnershipInvitationV1,
} from '#contracts/relationships/commands/accept-partnership-invitation.v1';
import {
  createPartnershipInvitation,
  type CreatePartnershipInvitationV1,
} from '#contracts/relationships/commands/create-partnership-invitation.v1';
import { endPartnership, type EndPartnershipV1 } from '#contracts/relationships/commands/end-partnership.v1';
import { removeAdminAccess, type RemoveAdminAccessV1 } from '#contracts/relationships/commands/remove-admin-access.v1';
import {
  revokePartnershipInvitation,
  type RevokePartnershipInvitationV1,
} from '#contracts/relationships/commands/revoke-partnership-invitation.v1';
import { InvitationUseCases, inviting } from './invitation/invitation.use-cases.js';
import { ending, PartnershipUseCases, takingBackAccess } from './partnership/partnership.use-cases.js';

/** What a partner's platform does about partnerships over Kafka, as its users do over HTTP. */
@Controller()
export class RelationshipsConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly invitations: InvitationUseCases,
    private readonly partnerships: PartnershipUseCases,
  ) {}

  @CommandHandler(createPartnershipInvitation)
  invite(@Payload() message: CommandMessage<CreatePartnershipInvitationV1>): Promise<void> {
    return this.receipts.take(message, {
      access: inviting,
      apply: (command) => {
        assertOwnCompany(command.caller, message.data.providerId, 'providerId');
        return this.invitations.create(command);
      },
    });
  }

  @CommandHandler(revokePartnershipInvitation)
  revoke(@Payload() message: CommandMessage<RevokePartnershipInvitationV1>): Promise<void> {
    return this.receipts.take(message, {
      access: inviting,
      apply: (command) => this.invitations.revoke(command, message.data.invitationId.toLowerCase()),
    });
  }

  /** A partnership that has ended once stays, and is ended again without an effect. */
  @CommandHandler(endPartnership)
  end(@Payload() message: CommandMessage<EndPartnershipV1>): Promise<void> {
    const { partnerId, reason } = message.data;
    return this.receipts.take(message, {
      access: ending,
      apply: (command) => this.partnerships.end(command, partnerId.toLowerCase(), reason),
    });
  }

  @CommandHandler(removeAdminAccess)
  removeAdminAccess(@Payload() message: CommandMessage<RemoveAdminAccessV1>): Promise<void> {
    return this.receipts.take(message, {
      access: takingBackAccess,
      apply: (command) => this.partnerships.removeAdminAccess(command, message.data.partnerId.toLowerCase()),
    });
  }

  @CommandHandler(acceptPartnershipInvitation)
  accept(@Payload() message: CommandMessage<AcceptPartnershipInvitationV1>): Promise<void> {
    return this.receipts.take(
      message,
      needsPerson('Authorising a provider', "a Global admin of the reseller opens the invitation's link and consents"),
    );
  }
}
