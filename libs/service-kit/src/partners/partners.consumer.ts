import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { EventHandler, type EventMessage } from '#lib/messaging';
import { partnerChanged, type PartnerChangedV1 } from '#contracts/enrollment/partner/partner-changed.v1';
import { partnerOnboarded, type PartnerOnboardedV1 } from '#contracts/enrollment/partner/partner-onboarded.v1';
import { PartnersProjection } from './partners.projection.js';
import { ProjectedPartners } from './projected-partners.js';

@Controller()
export class PartnersConsumer {
  constructor(
    private readonly projection: PartnersProjection,
    private readonly partners: ProjectedPartners,
  ) {}

  @EventHandler(partnerOnboarded)
  async onboarded(@Payload() event: EventMessage<PartnerOnboardedV1>): Promise<void> {
    const { partnerId, ...view } = event.data;
    await this.projection.apply(event, view);
    this.partners.forget(partnerId);
  }

  @EventHandler(partnerChanged)
  changed(@Payload() event: EventMessage<PartnerChangedV1>): Promise<void> {
    return this.onboarded(event);
  }
}
