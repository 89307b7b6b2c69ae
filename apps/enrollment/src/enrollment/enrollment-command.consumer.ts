import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { readRequest } from '#lib/partner-api';
import { assertOwnCompany, CommandReceipts, type Command } from '#lib/service-kit';
import { associateMpn, type AssociateMpnV1 } from '#contracts/enrollment/commands/associate-mpn.v1';
import { type EnrollmentCommandV1 } from '#contracts/enrollment/commands/enrollment-command.v1';
import { giveLegalProfile, type GiveLegalProfileV1 } from '#contracts/enrollment/commands/give-legal-profile.v1';
import { givePrimaryContact, type GivePrimaryContactV1 } from '#contracts/enrollment/commands/give-primary-contact.v1';
import { giveSupportContact, type GiveSupportContactV1 } from '#contracts/enrollment/commands/give-support-contact.v1';
import { startEnrollment, type StartEnrollmentV1 } from '#contracts/enrollment/commands/start-enrollment.v1';
import { submitEnrollment, type SubmitEnrollmentV1 } from '#contracts/enrollment/commands/submit-enrollment.v1';
import { withdrawEnrollment, type WithdrawEnrollmentV1 } from '#contracts/enrollment/commands/withdraw-enrollment.v1';
import { LegalProfileDto, PrimaryContactDto, SupportContactDto, toLegalProfile } from '../company/company.dto.js';
import { AssociateMpnRequest } from './enrollment.dto.js';
import { enrolling, EnrollmentUseCases } from './enrollment.use-cases.js';

/** How a company's platform enrols it over Kafka, as its Global admin does over HTTP. */
@Controller()
export class EnrollmentCommandConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly useCases: EnrollmentUseCases,
  ) {}

  @CommandHandler(startEnrollment)
  start(@Payload() message: CommandMessage<StartEnrollmentV1>): Promise<void> {
    const { program, adminAgentId } = message.data;
    return this.take(message, (command) => this.useCases.start(command, program, adminAgentId?.toLowerCase()));
  }

  @CommandHandler(giveLegalProfile)
  legalProfile(@Payload() message: CommandMessage<GiveLegalProfileV1>): Promise<void> {
    return this.take(message, (command) =>
      this.useCases.giveLegalProfile(command, toLegalProfile(readRequest(LegalProfileDto, message.data))),
    );
  }

  @CommandHandler(givePrimaryContact)
  primaryContact(@Payload() message: CommandMessage<GivePrimaryContactV1>): Promise<void> {
    return this.take(message, (command) =>
      this.useCases.givePrimaryContact(command, readRequest(PrimaryContactDto, message.data)),
    );
  }

  @CommandHandler(giveSupportContact)
  supportContact(@Payload() message: CommandMessage<GiveSupportContactV1>): Promise<void> {
    return this.take(message, (command) =>
      this.useCases.giveSupportContact(command, readRequest(SupportContactDto, message.data)),
    );
  }

  @CommandHandler(associateMpn)
  mpn(@Payload() message: CommandMessage<AssociateMpnV1>): Promise<void> {
    return this.take(message, (command) =>
      this.useCases.associateMpn(command, readRequest(AssociateMpnRequest, message.data).mpnId),
    );
  }

  @CommandHandler(submitEnrollment)
  submit(@Payload() message: CommandMessage<SubmitEnrollmentV1>): Promise<void> {
    return this.take(message, (command) => this.useCases.submit(command));
  }

  @CommandHandler(withdrawEnrollment)
  withdraw(@Payload() message: CommandMessage<WithdrawEnrollmentV1>): Promise<void> {
    return this.take(message, (command) => this.useCases.withdraw(command));
  }

  private take(
    message: CommandMessage<EnrollmentCommandV1>,
    work: (command: Command) => Promise<unknown>,
  ): Promise<void> {
    return this.receipts.take(message, {
      access: enrolling,
      apply: (command) => {
        assertOwnCompany(command.caller, message.data.tenantId, 'tenantId');
        return work(command);
      },
      isApplied: (command) => this.useCases.isApplied(command),
    });
  }
}
