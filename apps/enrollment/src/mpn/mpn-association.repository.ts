import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '#lib/service-kit';

export interface MpnAssociation {
  mpnId: string;
  partnerId: string;
}

interface AssociationDocument {
  _id: string;
  partnerId: string;
  /** Set while it depends on the partner's document, which is written next, whether the association holds. */
  doubtfulSince?: Date;
}

const association = new Schema<AssociationDocument>(
  { _id: String, partnerId: String, doubtfulSince: Date },
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
    return (await this.model.findById(mpnId).lean())?.partnerId;
  }

  /** Associates the number, in doubt until it is confirmed. False: it belongs to another partner. */
  async claim({ mpnId, partnerId }: MpnAssociation, now: Date): Promise<boolean> {
    try {
      await this.model.create({ _id: mpnId, partnerId, doubtfulSince: now });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.holderOf(mpnId)) === partnerId;
    }
  }

  /** The partner is about to get another number. */
  async doubt({ mpnId, partnerId }: MpnAssociation, now: Date): Promise<void> {
    await this.model.updateOne({ _id: mpnId, partnerId }, { $set: { doubtfulSince: now } });
  }

  async confirm({ mpnId, partnerId }: MpnAssociation): Promise<void> {
    await this.model.updateOne({ _id: mpnId, partnerId }, { $unset: { doubtfulSince: 1 } });
  }

  async release({ mpnId, partnerId }: MpnAssociation): Promise<void> {
    await this.model.deleteOne({ _id: mpnId, partnerId });
  }

  async doubtfulBefore(time: Date, limit: number): Promise<MpnAssociation[]> {
    const found = await this.model
      .find({ doubtfulSince: { $lt: time } })
      .limit(limit)
      .lean();
    return found.map(({ _id, partnerId }) => ({ mpnId: _id, partnerId }));
  }
}
