import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type DomainEvent } from '#lib/contracts';
import { nothingHappened, type Decision, type Rejected } from '#lib/decision';
import { type Stretch } from '#lib/partner-api';
import {
  acrossTenants,
  AggregateRepository,
  onPage,
  ownCommand,
  ownedBy,
  Persistence,
  told,
  type Filter,
  type SweepPage,
} from '#lib/service-kit';
import { partnershipInvitationState } from '#contracts/relationships/partnership-invitation.v1';
import {
  claimInvitation,
  completeInvitation,
  createInvitation,
  publicState,
  type Acceptance,
  type Invitation,
  type InvitationStatus,
} from './invitation.js';

const plain = { _id: false, id: false } as const;
const takenBackBefore = new Schema({ partnership: Date, adminAccess: Date }, plain);
const claim = new Schema({ resellerId: String, userId: String, at: Date, takenBackBefore }, plain);
/** `subject` and `body` are of mails that were asked for when providers still wrote them whole. */
const mail = new Schema(
  { id: String, email: String, name: String, message: String, subject: String, body: String },
  plain,
);

@Injectable()
export class InvitationRepository extends AggregateRepository<Invitation> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'invitations',
      tells: (one) => [told(partnershipInvitationState, one.id, one, () => publicState(one))],
      state: {
        id: String,
        providerId: String,
        createdBy: String,
        createdAt: Date,
        expiresAt: Date,
        tokenHash: String,
        status: String,
        claim,
        mails: [mail],
      },
      indexes: [
        { fields: { 'state.providerId': 1, _id: 1 } },
        // Those of one status in the order of their ids; when they expire is compared in the index.
        { fields: { 'state.providerId': 1, 'state.status': 1, _id: 1, 'state.expiresAt': 1 } },
        { fields: { 'state.tokenHash': 1 } },
        { fields: { 'state.status': 1, 'state.claim.at': 1 } },
      ],
    });
  }

  /** An invitation of this provider. */
  async find(providerId: string, id: string): Promise<Invitation | undefined> {
    return this.findOne(ownedBy('state.providerId', providerId, { _id: id }));
  }

  /** For whoever has the link. */
  async findByToken(tokenHash: string): Promise<Invitation | undefined> {
    return this.findOne(acrossTenants('Whoever has the link may open it.', { 'state.tokenHash': tokenHash }));
  }

  /** Invitations of this provider in the order of their ids. */
  search(
    providerId: string,
    { status, now, ...stretch }: { status?: InvitationStatus; now: Date } & Stretch,
  ): Promise<Invitation[]> {
    return this.listStretch(ownedBy('state.providerId', providerId, withStatus(status, now)), stretch);
  }

  countOf(providerId: string, status: InvitationStatus, now: Date): Promise<number> {
    return this.count(ownedBy('state.providerId', providerId, withStatus(status, now)));
  }

  async create(commandId: string, invitation: Parameters<typeof createInvitation>[0]): Promise<Invitation> {
    const created = await this.insert(invitation.id, commandId, (known) =>
      known ? nothingHappened : createInvitation(invitation),
    );
    if (!created) throw new Error(`The invitation ${invitation.id} vanished while it was written.`);
    return created;
  }

  /** Undefined: the provider has no such invitation. */
  decide(
    providerId: string,
    id: string,
    commandId: string,
    decide: (invitation: Invitation, now: Date) => Decision<Invitation, DomainEvent>,
  ): Promise<Invitation | Rejected | undefined> {
    return this.change(ownedBy('state.providerId', providerId, { _id: id }), commandId, decide);
  }

  claim({ id, providerId }: Invitation, acceptance: Acceptance): Promise<Invitation | Rejected | undefined> {
    const own = ownedBy('state.providerId', providerId, { _id: id });
    return this.change(own, ownCommand, (invitation, now) => claimInvitation(invitation, acceptance, now));
  }

  async complete({ id, providerId }: Invitation): Promise<void> {
    await this.change(ownedBy('state.providerId', providerId, { _id: id }), ownCommand, completeInvitation);
  }

  /** Invitations of any provider that were claimed before `time` and whose partnership may not be written. */
  claimedBefore(time: Date, page: SweepPage): Promise<Invitation[]> {
    return this.list(
      acrossTenants('A sweep.', { 'state.status': 'claimed', 'state.claim.at': { $lt: time }, ...onPage(page) }),
      page.limit,
    );
  }
}

function withStatus(status: InvitationStatus | undefined, now: Date): Filter {
  switch (status) {
    case undefined:
      return {};
    case 'open':
      return { 'state.status': 'open', 'state.expiresAt': { $gt: now } };
    case 'expired':
      return { 'state.status': 'open', 'state.expiresAt': { $lte: now } };
    case 'accepted':
      return { 'state.status': { $in: ['claimed', 'accepted'] } };
    case 'revoked':
      return { 'state.status': 'revoked' };
    default:
      throw new Error(`There is no status ${String(status)}.`);
  }
}
