import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { AggregateRepository, ownedBy, Persistence, told, type ToldState } from '#lib/service-kit';
import {
  externalRelationshipState,
  type ExternalRelationshipV1,
} from '#contracts/customers/platforms/external-relationship.v1';
import { domainStartsWith, nameStartsWith, type CustomerSearch } from '../customer/customer-search.js';
import {
  endRelationship,
  externalRelationshipId,
  publicState,
  recordRelationship,
  unrecorded,
  type ExternalDetails,
  type ExternalRelationship,
} from './external-relationship.js';

@Injectable()
export class ExternalRelationshipRepository extends AggregateRepository<ExternalRelationship> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'externalrelationships',
      tells: toldOf,
      state: {
        id: String,
        partnerId: String,
        customerId: String,
        status: String,
        companyName: String,
        companyNameFolded: String,
        domain: String,
        country: String,
        cloud: String,
        recordedAt: Date,
        toldAt: Date,
      },
      // Ids begin with the partner's: in their order are its customers in the order of theirs.
      indexes: [
        {
          fields: {
            'state.partnerId': 1,
            'state.status': 1,
            _id: 1,
            'state.companyNameFolded': 1,
            'state.domain': 1,
          },
        },
      ],
    });
  }

  /** What this partner's platform has told of the customer. */
  async find(partnerId: string, customerId: string): Promise<ExternalRelationship | undefined> {
    const _id = externalRelationshipId(partnerId, customerId);
    return this.findOne(ownedBy('state.partnerId', partnerId, { _id, 'state.status': 'recorded' }));
  }

  /** What this partner's platform has told of customers, in the order of their ids. */
  search(
    partnerId: string,
    { companyName, domain, from, backward, limit }: Omit<CustomerSearch, 'associatedPartnerId'>,
  ): Promise<ExternalRelationship[]> {
    const filter = {
      'state.status': 'recorded',
      ...(companyName && { 'state.companyNameFolded': nameStartsWith(companyName) }),
      ...(domain && { 'state.domain': domainStartsWith(domain) }),
    };
    const place = from === undefined ? {} : { from: externalRelationshipId(partnerId, from) };
    return this.listStretch(ownedBy('state.partnerId', partnerId, filter), { ...place, backward, limit });
  }

  async record(
    { partnerId, commandId }: { partnerId: string; commandId: string },
    customerId: string,
    details: ExternalDetails,
    told?: Date,
  ): Promise<void> {
    const initial = unrecorded(partnerId, customerId);
    await this.changeOrCreate(initial.id, commandId, (known, now) =>
      recordRelationship(known ?? initial, details, told ?? now, now),
    );
  }

  /** Undefined: the partner's platform has never told of the customer. */
  end(
    partnerId: string,
    customerId: string,
    commandId: string,
    reason: Parameters<typeof endRelationship>[1],
  ): Promise<ExternalRelationship | undefined> {
    const own = ownedBy('state.partnerId', partnerId, { _id: externalRelationshipId(partnerId, customerId) });
    return this.change(own, commandId, (known, now) => endRelationship(known, reason, now));
  }
}

/** What has left the partner's list is told of no more. */
function toldOf(relationship: ExternalRelationship): ToldState[] {
  const { id, status } = relationship;
  if (status === 'ended') return [];
  const tell = (): ExternalRelationshipV1 => ({ relationshipId: id, ...publicState(relationship) });
  return [told(externalRelationshipState, id, relationship, tell)];
}
