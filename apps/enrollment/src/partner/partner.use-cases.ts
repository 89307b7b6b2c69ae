import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { InternalClient, type Command } from '#lib/service-kit';
import { type Onboarding, type Partner, type TenantFacts } from './partner.js';
import { PartnerRepository } from './partner.repository.js';

@Injectable()
export class PartnerUseCases {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly internal: InternalClient,
  ) {}

  /** The tenant has to exist; identity, which owns it, says where it is and in which cloud. */
  async onboard(command: Command, onboarding: Onboarding): Promise<Partner> {
    const tenant = await this.tenantOf(command, onboarding.tenantId);
    const partner = await this.partners.onboard(command, onboarding, tenant);
    if (partner) return partner;
    throw new PartnerError(faults.conflict, `The MPN ID ${onboarding.mpnId} belongs to another partner.`);
  }

  private async tenantOf({ caller }: Command, tenantId: string): Promise<TenantFacts> {
    const { status, body } = await this.internal.call('identity', 'GET', `/internal/tenants/${tenantId}`, { caller });
    if (status === 200) return body as TenantFacts;
    throw new PartnerError(faults.tenantNotFound, `There is no tenant ${tenantId}. Create its work account first.`);
  }
}
