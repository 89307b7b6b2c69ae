import { Injectable } from '@nestjs/common';
import { type PartnerDirectory, type PartnerView } from '../access/partner-directory.js';
import { PartnersClient } from './partners.client.js';
import { PartnersProjection } from './partners.projection.js';

/** Whether a tenant is a partner, and of which type, never changes, so what is projected may be used; absence is asked. */
@Injectable()
export class ProjectedPartners implements PartnerDirectory {
  constructor(
    private readonly projection: PartnersProjection,
    private readonly current: PartnersClient,
  ) {}

  async find(partnerId: string): Promise<PartnerView | undefined> {
    return (await this.projection.find(partnerId)) ?? this.current.find(partnerId);
  }

  /** Those of the ids that are partners' ids, to be shown. */
  async findAll(partnerIds: string[]): Promise<Map<string, PartnerView>> {
    const known = await this.projection.findAll(partnerIds);
    for (const partnerId of partnerIds.filter((id) => !known.has(id))) {
      const partner = await this.current.find(partnerId);
      if (partner) known.set(partnerId, partner);
    }
    return known;
  }
}
