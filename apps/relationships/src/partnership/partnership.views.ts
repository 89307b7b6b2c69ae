import { Injectable } from '@nestjs/common';
import { PartnerAgreementsClient, ProjectedPartners, type Caller } from '#lib/service-kit';
import { counterpartOf, type Partnership } from './partnership.js';
import { toResource, type PartnershipResource, type PartnershipView } from './partnership.dto.js';

/** Adds to partnerships what the list of partners says. */
@Injectable()
export class PartnershipViews {
  constructor(
    private readonly partners: ProjectedPartners,
    private readonly agreements: PartnerAgreementsClient,
  ) {}

  async of(caller: Caller, partnership: Partnership): Promise<PartnershipResource> {
    const [resource] = await this.resources(await this.seenBy(caller.tenantId, [partnership]));
    return resource as PartnershipResource;
  }

  async seenBy(ownId: string, partnerships: Partnership[]): Promise<PartnershipView[]> {
    const partners = await this.partners.findAll(partnerships.map((one) => counterpartOf(one, ownId)));
    return partnerships.map((partnership) => {
      const partnerId = counterpartOf(partnership, ownId);
      return { id: partnership.id, partnership, partnerId, partner: partners.get(partnerId) };
    });
  }

  async resources(views: PartnershipView[]): Promise<PartnershipResource[]> {
    const signed = await this.agreements.knownToHaveSigned(views.map(({ partnerId }) => partnerId));
    return views.map((view) => toResource(view, signed.has(view.partnerId)));
  }
}
