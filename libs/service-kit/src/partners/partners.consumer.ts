import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { partnerChanged, type PartnerChangedV1 } from '#contracts/enrollment/partner-changed.v1';
import { partnerOnboarded, type PartnerOnboardedV1 } from '#contracts/enrollment/partner-onboarded.v1';
import { PartnersProjection } from './partners.projection.js';

@Controller()
export class PartnersConsumer {
  constructor(private readonly partners: PartnersProjection) {}

  @EventHandler(partnerOnboarded)
  onboarded(@Payload() event: EventMessage<PartnerOnboardedV1>): Promise<void> {
    const { partnerId: _subject, ...view } = event.data;
    return this.partners.apply(event, view);
  }

  @EventHandler(partnerChanged)
  changed(@Payload() event: EventMessage<PartnerChangedV1>): Promise<void> {
    return this.onboarded(event);
  }
}
