import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { AggregateRepository, Persistence, type Command, type PartnerDirectory } from '#lib/service-kit';
import { onboard, type Onboarding, type Partner, type TenantFacts } from './partner.js';

@Injectable()
export class PartnerRepository extends AggregateRepository<Partner> implements PartnerDirectory {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'partners',
      state: {
        id: String,
        companyName: String,
        partnerType: String,
        status: String,
        country: String,
        cloud: String,
        mpnId: String,
        mpnClaim: String,
      },
      indexes: [{ fields: { 'state.mpnClaim': 1 }, unique: true }],
    });
  }

  async find(partnerId: string): Promise<Partner | undefined> {
    return (await this.findOne({ _id: partnerId }))?.state;
  }

  /** Undefined: the MPN ID belongs to another partner. */
  async onboard(command: Command, onboarding: Onboarding, tenant: TenantFacts): Promise<Partner | undefined> {
    const { tenantId } = onboarding;
    const known = await this.change({ _id: tenantId }, command.id, (partner) => onboard(partner, onboarding, tenant));
    return known ?? this.insert(tenantId, command.id, () => onboard(undefined, onboarding, tenant));
  }
}
