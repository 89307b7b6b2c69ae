import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CommandHandler, type CommandMessage } from '#lib/messaging';
import { readRequest } from '#lib/partner-api';
import { CommandReceipts, needsPerson } from '#lib/service-kit';
import { acceptAgreement, type AcceptAgreementV1 } from '#contracts/agreements/accept-agreement.v1';
import { attestAgreement, type AttestAgreementV1 } from '#contracts/agreements/attest-agreement.v1';
import { signPartnerAgreement, type SignPartnerAgreementV1 } from '#contracts/agreements/sign-partner-agreement.v1';
import { TemplateCatalogue } from '../template/template-catalogue.js';
import { AttestAgreementRequest, toAttestation } from './agreement.dto.js';
import { AgreementUseCases, attesting } from './agreement.use-cases.js';

/** What a partner's platform confirms over Kafka, as its users do over HTTP. */
@Controller()
export class AgreementConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly useCases: AgreementUseCases,
    private readonly catalogue: TemplateCatalogue,
  ) {}

  @CommandHandler(attestAgreement)
  attest(@Payload() message: CommandMessage<AttestAgreementV1>): Promise<void> {
    const customerId = message.data.customerId.toLowerCase();
    return this.receipts.take(message, {
      access: attesting,
      apply: (command) => {
        const request = readRequest(AttestAgreementRequest, message.data);
        return this.useCases.attest(command, customerId, toAttestation(request, this.catalogue, command.caller));
      },
      isApplied: (command) => this.useCases.isAttested(command, customerId),
    });
  }

  @CommandHandler(acceptAgreement)
  accept(@Payload() message: CommandMessage<AcceptAgreementV1>): Promise<void> {
    return this.receipts.take(
      message,
      needsPerson(
        'Accepting the customer agreement',
        'a Global admin of the customer accepts it by POST /v1/my/agreement/acceptance; or attest by agreement.attest that it has',
      ),
    );
  }

  @CommandHandler(signPartnerAgreement)
  sign(@Payload() message: CommandMessage<SignPartnerAgreementV1>): Promise<void> {
    return this.receipts.take(
      message,
      needsPerson(
        'Signing the partner agreement',
        'a Global admin of the partner signs it by POST /v1/partneragreement/signature',
      ),
    );
  }
}
