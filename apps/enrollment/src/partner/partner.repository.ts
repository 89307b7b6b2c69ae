import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { type Decision } from '#lib/decision';
import { AggregateRepository, Persistence, type PartnerDirectory } from '#lib/service-kit';
import { addressFields, contactFields, supportFields } from '../company/company.schema.js';
import { type Partner } from './partner.js';

const plain = { _id: false, id: false } as const;
const address = new Schema(addressFields, plain);
const contact = new Schema(contactFields, plain);
const legalProfile = new Schema({ companyName: String, address, organizationRegistrationNumber: String }, plain);

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
        domain: String,
        mpnId: String,
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
            ...{ companyName: String, address, primaryContact: contact, purchaseOrderNumber: String, taxId: String },
            ...{ currency: String, day: Number },
          },
          { ...plain, minimize: false },
        ),
      },
      indexes: [{ fields: { 'state.proposal.since': 1 } }],
    });
  }

  async find(partnerId: string): Promise<Partner | undefined> {
    return (await this.findOne({ _id: partnerId }))?.state;
  }

  /** Partners whose new legal profile waits for a decision since before `time`. */
  proposedBefore(time: Date, limit: number): Promise<Partner[]> {
    return this.list({ 'state.proposal.since': { $lte: time }, 'state.proposal.refused': { $exists: false } }, limit);
  }

  /** Makes the tenant a partner, or changes the partner that it is. */
  async put(
    tenantId: string,
    commandId: string,
    decide: (known: Partner | undefined) => Decision<Partner, DomainEvent>,
  ): Promise<Partner> {
    const partner =
      (await this.change({ _id: tenantId }, commandId, decide)) ??
      (await this.insert(tenantId, commandId, () => decide(undefined)));
    if (!partner) throw new Error(`The partner ${tenantId} vanished while it was written.`);
    return partner;
  }

  /** Undefined: the tenant is no partner. */
  decide(
    tenantId: string,
    commandId: string,
    decide: (partner: Partner, now: Date) => Decision<Partner, DomainEvent>,
  ): Promise<Partner | undefined> {
    return this.change({ _id: tenantId }, commandId, decide);
  }
}
