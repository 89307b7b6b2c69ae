import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { type Accepted } from '#lib/decision';
import { type Stretch } from '#lib/partner-api';
import { AggregateRepository, derivedId, ownCommand, ownedBy, Persistence, told, type Query } from '#lib/service-kit';
import { partnershipState } from '#contracts/relationships/partnership.v1';
import { type PartnershipStatus } from '#contracts/relationships/partnership-state.v1';
import { establish, publicState, type Authorisation, type Partnership } from './partnership.js';

const plain = { _id: false, id: false } as const;
const end = new Schema(
  { at: Date, by: new Schema({ partnerId: String, userId: String }, plain), reason: String },
  plain,
);

/** The partnerships of one partner, seen from its side. */
export interface PartnershipSearch extends Stretch {
  side: 'provider' | 'reseller';
  partnerId: string;
  status: PartnershipStatus;
}

@Injectable()
export class PartnershipRepository extends AggregateRepository<Partnership> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'partnerships',
      tells: (one) => [told(partnershipState, one.id, one, () => publicState(one))],
      state: {
        id: String,
        providerId: String,
        resellerId: String,
        status: String,
        since: Date,
        adminAccess: Boolean,
        takenBack: new Schema({ partnership: Date, adminAccess: Date }, plain),
        invitationId: String,
        end,
      },
      indexes: [
        { fields: { 'state.providerId': 1, 'state.status': 1, _id: 1 } },
        { fields: { 'state.resellerId': 1, 'state.status': 1, _id: 1 } },
      ],
    });
  }

  /** The partnership of a provider and a reseller. */
  async find(providerId: string, resellerId: string): Promise<Partnership | undefined> {
    return this.findOne(partnershipOf(providerId, resellerId));
  }

  /** In the order of the ids, which never change: pages stay stable while partnerships come and go. */
  search({ side, partnerId, status, ...stretch }: PartnershipSearch): Promise<Partnership[]> {
    return this.listStretch(ownedBy(`state.${side}Id`, partnerId, { 'state.status': status }), stretch);
  }

  /** Undefined: the two never were partners. */
  decide(
    providerId: string,
    resellerId: string,
    commandId: string,
    decide: (partnership: Partnership, now: Date) => Accepted<Partnership, DomainEvent>,
  ): Promise<Partnership | undefined> {
    return this.change(partnershipOf(providerId, resellerId), commandId, decide);
  }

  /** Any number of times for one invitation. */
  async establish(authorisation: Omit<Authorisation, 'id'>): Promise<Partnership> {
    const { providerId, resellerId } = authorisation;
    const id = partnershipId(providerId, resellerId);
    const partnership = await this.changeOrCreate(id, ownCommand, (known, now) =>
      establish(known, { id, ...authorisation }, now),
    );
    if (!partnership) throw new Error(`The partnership ${id} vanished while it was written.`);
    return partnership;
  }
}

function partnershipOf(providerId: string, resellerId: string): Query {
  const both = { _id: partnershipId(providerId, resellerId), 'state.resellerId': resellerId };
  return ownedBy('state.providerId', providerId, both);
}

function partnershipId(providerId: string, resellerId: string): string {
  return derivedId(providerId, resellerId, 'partnership');
}
