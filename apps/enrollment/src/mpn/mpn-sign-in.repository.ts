import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { acrossTenants, ownedBy } from '#lib/service-kit';

interface SignInDocument {
  _id: string;
  mpnIds: string[];
  at: Date;
}

const signIn = new Schema<SignInDocument>(
  { _id: String, mpnIds: [String], at: Date },
  { versionKey: false, id: false, autoCreate: false, strict: 'throw' },
);

/** What tenants found when they signed in to the membership directory: it proves that a number is theirs, for an hour. */
@Injectable()
export class MpnSignInRepository {
  private readonly model: Model<SignInDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<SignInDocument>('mpnsignins', signIn, 'mpnsignins');
  }

  async remember(tenantId: string, mpnIds: string[], at: Date): Promise<void> {
    await this.model.replaceOne(ownedBy('_id', tenantId), { mpnIds, at }, { upsert: true });
  }

  async proves(tenantId: string, mpnId: string, since: Date): Promise<boolean> {
    return (await this.model.exists(ownedBy('_id', tenantId, { mpnIds: mpnId, at: { $gt: since } }))) !== null;
  }

  async removeBefore(time: Date): Promise<void> {
    await this.model.deleteMany(acrossTenants('A sweep.', { at: { $lt: time } }));
  }
}
