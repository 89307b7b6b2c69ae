import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { acrossTenants, isDuplicateKey, onPage, ownedBy, systemIds, type SweepPage } from '#lib/service-kit';

export interface MpnAssociation {
  mpnId: string;
  partnerId: string;
}

/** An association in doubt. Each time that somebody doubts it anew, nobody who did before settles it any more. */
export interface Doubt extends MpnAssociation {
  /** Null of one by an earlier version. */
  id: string | null;
  since: Date;
}

interface AssociationDocument {
  _id: string;
  partnerId: string;
  /** Set while it depends on the partner's document, which is written next, whether the association holds. */
  doubtfulSince?: Date;
  doubt?: string;
}

const association = new Schema<AssociationDocument>(
  { _id: String, partnerId: String, doubtfulSince: Date, doubt: String },
  { versionKey: false, id: false, autoCreate: false, autoIndex: false, strict: 'throw' },
);

/**
 * Whom each MPN ID belongs to. The number is the document's id, so that it has one partner, and deleting it frees it on
 * every server. An association is in doubt around the write of the partner's document, which decides.
 */
@Injectable()
export class MpnAssociationRepository {
  private readonly model: Model<AssociationDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<AssociationDocument>('mpnassociations', association, 'mpnassociations');
  }

  async holderOf(mpnId: string): Promise<string | undefined> {
    return (await this.model.findOne(acrossTenants('A number belongs to one partner alone.', { _id: mpnId })).lean())
      ?.partnerId;
  }

  /** Associates the number, in doubt until it is settled. Undefined: it belongs to another partner. */
  async claim({ mpnId, partnerId }: MpnAssociation, now: Date): Promise<Doubt | undefined> {
    const doubt = systemIds.random();
    try {
      await this.model.create({ _id: mpnId, partnerId, doubtfulSince: now, doubt });
      return { mpnId, partnerId, id: doubt, since: now };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.doubt({ mpnId, partnerId }, now);
    }
  }

  /** The partner is about to get another number, or this one again. Undefined: it is not the partner's. */
  async doubt({ mpnId, partnerId }: MpnAssociation, now: Date): Promise<Doubt | undefined> {
    const doubt = systemIds.random();
    const doubtful = { $set: { doubtfulSince: now, doubt } };
    const { matchedCount } = await this.model.updateOne(ownedBy('partnerId', partnerId, { _id: mpnId }), doubtful);
    return matchedCount > 0 ? { mpnId, partnerId, id: doubt, since: now } : undefined;
  }

  async confirm({ mpnId, partnerId, id }: Doubt): Promise<void> {
    const settled = { $unset: { doubtfulSince: 1, doubt: 1 } };
    await this.model.updateOne(ownedBy('partnerId', partnerId, { _id: mpnId, doubt: id }), settled);
  }

  async release({ mpnId, partnerId, id }: Doubt): Promise<void> {
    await this.model.deleteOne(ownedBy('partnerId', partnerId, { _id: mpnId, doubt: id }));
  }

  /** The doubt that the association has been in since before `time`, if it is. */
  async doubtBefore({ mpnId, partnerId }: MpnAssociation, time: Date): Promise<Doubt | undefined> {
    const found = await this.model
      .findOne(ownedBy('partnerId', partnerId, { _id: mpnId, doubtfulSince: { $lt: time } }))
      .lean();
    if (!found?.doubtfulSince) return undefined;
    return { mpnId, partnerId, id: found.doubt ?? null, since: found.doubtfulSince };
  }

  async doubtfulBefore(time: Date, page: SweepPage): Promise<MpnAssociation[]> {
    const found = await this.model
      .find(acrossTenants('A sweep.', { doubtfulSince: { $lt: time }, ...onPage(page) }))
      .sort({ _id: 1 })
      .limit(page.limit)
      .lean();
    return found.map(({ _id, partnerId }) => ({ mpnId: _id, partnerId }));
  }
}
