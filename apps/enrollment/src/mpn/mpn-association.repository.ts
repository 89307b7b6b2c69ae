import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '#lib/service-kit';

interface AssociationDocument {
  _id: string;
  partnerId: string;
  since: Date;
}

const association = new Schema<AssociationDocument>(
  { _id: String, partnerId: String, since: Date },
  { versionKey: false, id: false, autoCreate: false, strict: 'throw' },
);

/** Whom each MPN ID belongs to. The number is the document's id, so it has one partner, and ending it frees it everywhere. */
@Injectable()
export class MpnAssociationRepository {
  private readonly model: Model<AssociationDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<AssociationDocument>('mpnassociations', association, 'mpnassociations');
  }

  async holderOf(mpnId: string): Promise<string | undefined> {
    return (await this.model.findById(mpnId).lean())?.partnerId;
  }

  /** False: it belongs to another partner. */
  async claim(mpnId: string, partnerId: string, now: Date): Promise<boolean> {
    try {
      await this.model.create({ _id: mpnId, partnerId, since: now });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.holderOf(mpnId)) === partnerId;
    }
  }

  async release(mpnId: string, partnerId: string): Promise<void> {
    await this.model.deleteOne({ _id: mpnId, partnerId });
  }

  async claimedBefore(time: Date, after: string, limit: number): Promise<{ mpnId: string; partnerId: string }[]> {
    const found = await this.model
      .find({ _id: { $gt: after }, since: { $lt: time } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id, partnerId }) => ({ mpnId: _id, partnerId }));
  }
}
