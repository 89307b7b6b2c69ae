import { Injectable } from '@nestjs/common';
import { notFound } from '#lib/partner-api';
import { PartnersClient, type PartnerView } from '#lib/service-kit';
import { type Invitation } from './invitation.js';

/** The providers that invitations are of. */
@Injectable()
export class InvitingProviders {
  constructor(private readonly partners: PartnersClient) {}

  async of({ providerId }: Invitation): Promise<PartnerView> {
    const provider = await this.partners.find(providerId);
    if (!provider) throw notFound('The company that made this invitation is not a partner any more.');
    return provider;
  }
}
