import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type Cloud, type DomainEvent } from '#lib/contracts';
import { type Decision, type Rejected } from '#lib/decision';
import { type Stretch } from '#lib/partner-api';
import {
  acrossTenants,
  AggregateRepository,
  onPage,
  ownedBy,
  Persistence,
  told,
  type CommandId,
  type Filter,
  type PartnerDirectory,
  type SweepPage,
} from '#lib/service-kit';
import { partnerState } from '#contracts/enrollment/partner/partner.v1';
import { addressFields, contactFields, supportFields } from '../company/company.schema.js';
import { publicState, type Partner } from './partner.js';

const plain = { _id: false, id: false } as const;
const address = new Schema(addressFields, plain);
const contact = new Schema(contactFields, plain);
const legalProfile = new Schema({ companyName: String, address, organizationRegistrationNumber: String }, plain);

export interface ProviderSearch extends Stretch {
  cloud: Cloud;
  /** ISO 3166-1 alpha-2; absent: all. */
  countries?: string[];
  /** In lower case. */
  speciality?: string;
}

@Injectable()
export class PartnerRepository extends AggregateRepository<Partner> implements PartnerDirectory {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'partners',
      tells: (partner) => [told(partnerState, partner.id, partner, () => publicState(partner))],
      state: {
        id: String,
        companyName: String,
        partnerType: String,
        status: String,
        country: String,
        cloud: String,
        domain: String,
        mpnId: String,
        mpnClaim: String,
        address,
        organizationRegistrationNumber: String,
        primaryContact: contact,
        approver: new Schema({ email: String, address }, plain),
        proposal: new Schema(
          { profile: legalProfile, since: Date, refused: { type: [String], default: undefined } },
          plain,
        ),
        supportContact: new Schema(supportFields, plain),
        organization: new Schema({ email: String, language: String, culture: String, address }, plain),
        billing: new Schema(
          {
            companyName: String,
            address,
            primaryContact: contact,
            purchaseOrderNumber: String,
            taxId: String,
            currency: String,
            day: Number,
          },
          { ...plain, minimize: false },
        ),
        directory: new Schema(
          { isListed: Boolean, specialities: [String], description: String, website: String },
          plain,
        ),
      },
      indexes: [
        { fields: { 'state.proposal.since': 1 } },
        { fields: { 'state.partnerType': 1, 'state.cloud': 1, _id: 1 } },
      ],
    });
  }

  async find(partnerId: string): Promise<Partner | undefined> {
    return this.findOne(ownedBy('_id', partnerId));
  }

  /** Indirect providers that let themselves be found, for anybody, in the order of their ids. */
  searchProviders({ cloud, countries, speciality, ...stretch }: ProviderSearch): Promise<Partner[]> {
    const filter: Filter = {
      'state.partnerType': 'indirect-provider',
      'state.cloud': cloud,
      'state.status': 'active',
      'state.directory.isListed': { $ne: false },
      ...(countries && { 'state.country': { $in: countries } }),
      ...(speciality && { 'state.directory.specialities': speciality }),
    };
    return this.listStretch(acrossTenants('The directory is for anybody.', filter), stretch);
  }

  /** For the operator: partners whose new legal profile waits for a decision or was refused, or all; in the order of their ids. */
  search(proposal: 'pending' | 'rejected' | undefined, stretch: Stretch): Promise<Partner[]> {
    const filter: Filter = {
      ...(proposal && { 'state.proposal.since': { $exists: true } }),
      ...(proposal && { 'state.proposal.refused': { $exists: proposal === 'rejected' } }),
    };
    return this.listStretch(acrossTenants('The operator sees every partner.', filter), stretch);
  }

  /** Partners whose new legal profile waits for a decision since before `time`. */
  proposedBefore(time: Date, page: SweepPage): Promise<Partner[]> {
    const filter = { 'state.proposal.since': { $lte: time }, 'state.proposal.refused': { $exists: false } };
    return this.list(acrossTenants('A sweep.', { ...filter, ...onPage(page) }), page.limit);
  }

  /** Makes the tenant a partner, or changes the partner that it is. */
  async put(
    tenantId: string,
    commandId: CommandId,
    decide: (known: Partner | undefined) => Decision<Partner, DomainEvent>,
  ): Promise<Partner | Rejected> {
    const partner = await this.changeOrCreate(tenantId, commandId, decide);
    if (!partner) throw new Error(`The partner ${tenantId} vanished while it was written.`);
    return partner;
  }

  /** Undefined: the tenant is no partner. */
  decide(
    tenantId: string,
    commandId: CommandId,
    decide: (partner: Partner, now: Date) => Decision<Partner, DomainEvent>,
  ): Promise<Partner | Rejected | undefined> {
    return this.change(ownedBy('_id', tenantId), commandId, decide);
  }
}
