import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { isRejected } from '#lib/decision';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { CommandReceipts, needsPerson } from '#lib/service-kit';
import {
  removeAdminPrivileges,
  type RemoveAdminPrivilegesV1,
} from '#contracts/customers/customer/commands/remove-admin-privileges.v1';
import {
  removeRelationship,
  type RemoveRelationshipV1,
} from '#contracts/customers/customer/commands/remove-relationship.v1';
import {
  acceptRelationshipRequest,
  type AcceptRelationshipRequestV1,
} from '#contracts/customers/relationship-request/accept-relationship-request.v1';
import {
  createRelationshipRequest,
  type CreateRelationshipRequestV1,
} from '#contracts/customers/relationship-request/create-relationship-request.v1';
import { CustomerRepository } from '../account/customer/customer.repository.js';
import { asking, RelationshipRequestUseCases } from './relationship-request/relationship-request.use-cases.js';
import { type Removal } from './removal/removal.js';
import { givingUp, RemovalUseCases } from './removal/removal.use-cases.js';

/** What a partner's platform does about relationships over Kafka, as its users do over HTTP. */
@Controller()
export class RelationshipConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly customers: CustomerRepository,
    private readonly requests: RelationshipRequestUseCases,
    private readonly removals: RemovalUseCases,
  ) {}

  @CommandHandler(removeRelationship)
  remove(@Payload() message: CommandMessage<RemoveRelationshipV1>): Promise<void> {
    return this.giveUp(message, { relationship: true, adminPrivileges: false });
  }

  @CommandHandler(removeAdminPrivileges)
  removeAdminPrivileges(@Payload() message: CommandMessage<RemoveAdminPrivilegesV1>): Promise<void> {
    return this.giveUp(message, { relationship: false, adminPrivileges: true });
  }

  @CommandHandler(createRelationshipRequest)
  request(@Payload() message: CommandMessage<CreateRelationshipRequestV1>): Promise<void> {
    const providerId = message.data.indirectProviderId?.toLowerCase();
    return this.receipts.take(message, {
      access: asking,
      apply: async (command) => {
        const who = await this.requests.askingOf(command.caller, { providerId });
        return isRejected(who) ? who : this.requests.create(command, who);
      },
      isApplied: (command) => this.requests.isCreated(command),
    });
  }

  @CommandHandler(acceptRelationshipRequest)
  accept(@Payload() message: CommandMessage<AcceptRelationshipRequestV1>): Promise<void> {
    return this.receipts.take(
      message,
      needsPerson('Accepting a relationship', "a Global admin of the customer opens the request's link and accepts"),
    );
  }

  private giveUp(message: CommandMessage<{ customerId: string }>, removal: Removal): Promise<void> {
    const customerId = message.data.customerId.toLowerCase();
    return this.receipts.take(message, {
      access: givingUp,
      apply: (command) => this.removals.giveUp(command, customerId, removal),
      isApplied: ({ id }) => this.customers.hasApplied(customerId, id),
    });
  }
}
