import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { agreementAccepted, type AgreementAcceptedV1 } from '#contracts/agreements/agreement-accepted.v1';
import { agreementConfirmed, type AgreementConfirmedV1 } from '#contracts/agreements/agreement-confirmed.v1';
import { AgreementProjection } from './agreement.projection.js';

@Controller()
export class AgreementConsumer {
  constructor(private readonly agreements: AgreementProjection) {}

  /** Orders need the Microsoft Customer Agreement; others do not matter here. */
  @EventHandler(agreementConfirmed)
  async confirmed(@Payload() event: EventMessage<AgreementConfirmedV1 | AgreementAcceptedV1>): Promise<void> {
    if (event.data.agreementType !== 'MicrosoftCustomerAgreement') return;
    await this.agreements.apply(event, { templateId: event.data.templateId });
  }

  /** What the customer accepts by itself counts the same. */
  @EventHandler(agreementAccepted)
  accepted(@Payload() event: EventMessage<AgreementAcceptedV1>): Promise<void> {
    return this.confirmed(event);
  }
}
