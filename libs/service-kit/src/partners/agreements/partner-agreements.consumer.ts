import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import {
  partnerAgreementSigned,
  type PartnerAgreementSignedV1,
} from '#contracts/agreements/partner-agreement-signed.v1';
import { PartnerAgreementsProjection } from './partner-agreements.projection.js';

@Controller()
export class PartnerAgreementsConsumer {
  constructor(private readonly agreements: PartnerAgreementsProjection) {}

  @EventHandler(partnerAgreementSigned)
  signed(@Payload() event: EventMessage<PartnerAgreementSignedV1>): Promise<void> {
    return this.agreements.apply(event, { version: event.data.version });
  }
}
