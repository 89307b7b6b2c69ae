import { Injectable } from '@nestjs/common';
import { InternalClient, partnerAgreementId, type Caller } from '#lib/service-kit';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';

/** Tells whether a partner signed its agreement. A signature is never taken back; its absence is asked of the owner. */
@Injectable()
export class PartnerAgreements {
  constructor(
    private readonly projection: PartnerAgreementRepository,
    private readonly internal: InternalClient,
  ) {}

  async isSigned(caller: Caller, partnerId: string): Promise<boolean> {
    if (await this.projection.find(partnerAgreementId(partnerId))) return true;
    const path = `/internal/partneragreements/${partnerId}`;
    return (await this.internal.call('agreements', 'GET', path, { caller })).status === 200;
  }
}
