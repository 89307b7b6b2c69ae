import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { assertOwnCompany, CommandReceipts, needsPerson } from '#lib/service-kit';
import {
  acceptPartnershipInvitation,
  type AcceptPartnershipInvitationV1,
} from '#contracts/relationships/accept-partnership-invitation.v1';
import {
  createPartnershipInvitation,
  type CreatePartnershipInvitationV1,
} from '#contracts/relationships/create-partnership-invitation.v1';
import { endPartnership, type EndPartnershipV1 } from '#contracts/relationships/end-partnership.v1';
import { InvitationUseCases, inviting } from './invitation/invitation.use-cases.js';
import { ending, PartnershipUseCases } from './partnership/partnership.use-cases.js';

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

  /** A partnership that has ended once stays, and is ended again without an effect. */
  @CommandHandler(endPartnership)
  end(@Payload() message: CommandMessage<EndPartnershipV1>): Promise<void> {
    const { partnerId, reason } = message.data;
    return this.receipts.take(message, {
      access: ending,
      apply: (command) => this.partnerships.end(command, partnerId.toLowerCase(), reason),
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
