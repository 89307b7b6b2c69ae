import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { nothingHappened, type Decision, type RejectedBy } from '#lib/decision';
import {
  acrossTenants,
  AggregateRepository,
  onPage,
  ownedBy,
  Persistence,
  told,
  type CommandId,
  type SweepPage,
} from '#lib/service-kit';
import { relationshipRequestState } from '#contracts/customers/relationship-request/relationship-request.v1';
import { createRequest, publicState, type RelationshipRequest } from './relationship-request.js';

const plain = { _id: false, id: false } as const;
const contact = new Schema({ firstName: String, lastName: String, email: String, phoneNumber: String }, plain);
const claim = new Schema({ customerId: String, userId: String, at: Date, contact }, plain);

@Injectable()
export class RelationshipRequestRepository extends AggregateRepository<RelationshipRequest> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'relationshiprequests',
      tells: (one) => [told(relationshipRequestState, one.id, one, () => publicState(one))],
      state: {
        id: String,
        partnerId: String,
        indirectProviderId: String,
        createdBy: String,
        createdAt: Date,
        expiresAt: Date,
        tokenHash: String,
        status: String,
        claim,
      },
      indexes: [{ fields: { 'state.tokenHash': 1 } }, { fields: { 'state.status': 1, 'state.claim.at': 1 } }],
    });
  }

  /** One that this partner has made. */
  async findOf(partnerId: string, id: string): Promise<RelationshipRequest | undefined> {
    return this.findOne(ownedBy('state.partnerId', partnerId, { _id: id }));
  }

  /** Of any partner, for what goes on after a crash. */
  async find(id: string): Promise<RelationshipRequest | undefined> {
    return this.findOne(acrossTenants('A sweep goes on with any partner’s.', { _id: id }));
  }

  /** For whoever has the link. */
  async findByToken(tokenHash: string): Promise<RelationshipRequest | undefined> {
    return this.findOne(acrossTenants('Whoever has the link may open it.', { 'state.tokenHash': tokenHash }));
  }

  async create(commandId: string, request: Parameters<typeof createRequest>[0]): Promise<RelationshipRequest> {
    const created = await this.insert(request.id, commandId, (known) =>
      known ? nothingHappened : createRequest(request),
    );
    if (!created) throw new Error(`The request ${request.id} vanished while it was written.`);
    return created;
  }

  /** By whoever has the link; which customer may do what is for `decide` to say. */
  async decide<Decided extends Decision<RelationshipRequest, DomainEvent>>(
    id: string,
    commandId: CommandId,
    decide: (request: RelationshipRequest, now: Date) => Decided,
  ): Promise<RelationshipRequest | RejectedBy<Decided>> {
    const request = await this.change(
      acrossTenants('Whoever has the link may answer it.', { _id: id }),
      commandId,
      decide,
    );
    if (!request) throw new Error(`The request ${id} vanished.`);
    return request;
  }

  /** Requests of any partner that were claimed before `time` and whose relationships may not be written. */
  claimedBefore(time: Date, page: SweepPage): Promise<RelationshipRequest[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.status': 'claimed', 'state.claim.at': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }
}
