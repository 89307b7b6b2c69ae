import { Injectable } from '@nestjs/common';
import { type PartnerDirectory, type PartnerView } from '../access/partner-directory.js';
import { Remembered } from '../access/remembered.js';
import { PartnersClient } from './partners.client.js';
import { PartnersProjection } from './partners.projection.js';

/** How long another instance's news of a partner may not be seen here. What must not be late is asked of enrollment. */
const REMEMBER_MS = 5_000;

/**
 * Whether a tenant is a partner, and of which type, never changes, so what is projected may be used; absence is asked. A
 * partner's requests come in bursts: what is known of it is remembered for a moment.
 */
@Injectable()
export class ProjectedPartners implements PartnerDirectory {
  private readonly remembered = new Remembered<PartnerView>({ forMs: REMEMBER_MS });

  constructor(
    private readonly projection: PartnersProjection,
    private readonly current: PartnersClient,
  ) {}

  async find(partnerId: string): Promise<PartnerView | undefined> {
    const known = await this.remembered.find(partnerId, () => this.projection.find(partnerId));
    return known ?? this.current.find(partnerId);
  }

  /** There is news of a partner. */
  forget(partnerId: string): void {
    this.remembered.forget(partnerId);
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
