import { Injectable } from '@nestjs/common';
import { type PartnerDirectory, type PartnerView } from '../access/partner-directory.js';
import { InternalClient } from '../internal/internal-client.js';
import { PartnersRepository } from './partners.repository.js';

/** A partner's type never changes, so what is projected may be used; absence is asked of enrollment. */
@Injectable()
export class ProjectedPartners implements PartnerDirectory {
  constructor(
    private readonly projection: PartnersRepository,
    private readonly internal: InternalClient,
  ) {}

  async find(partnerId: string): Promise<PartnerView | undefined> {
    return (await this.projection.find(partnerId)) ?? this.askOwner(partnerId);
  }

  private async askOwner(partnerId: string): Promise<PartnerView | undefined> {
    const { status, body } = await this.internal.call('enrollment', 'GET', `/internal/partners/${partnerId}`);
    return status === 200 ? (body as PartnerView) : undefined;
  }
}
