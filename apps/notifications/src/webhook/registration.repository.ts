import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import { isDuplicateKey, Lookups, nativeCollection, ownedBy } from '#lib/service-kit';
import { type Registration } from './registration.js';

type RegistrationDocument = Omit<Registration, 'partnerId'> & { _id: string };

const schema = new Schema<RegistrationDocument>(
  {
    _id: String,
    subscriberId: String,
    webhookUrl: String,
    webhookEvents: [String],
    signatureTokenToMsSignatureHeader: Boolean,
    since: Date,
    changedAt: Date,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);

/** One registration of each partner that has one. */
@Injectable()
export class RegistrationRepository {
  private readonly model: Model<RegistrationDocument>;
  private collection?: mongo.Collection<RegistrationDocument>;
  private readonly lookups = new Lookups<RegistrationDocument>(() => this.documents);

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<RegistrationDocument>('webhooks', schema, 'webhooks');
  }

  /** Answers whether there was none. */
  async add({ partnerId, ...registration }: Registration): Promise<boolean> {
    try {
      await this.model.create({ _id: partnerId, ...registration });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async replace(
    partnerId: string,
    change: Pick<Registration, 'webhookUrl' | 'webhookEvents' | 'signatureTokenToMsSignatureHeader' | 'changedAt'>,
  ): Promise<Registration | undefined> {
    const replaced = await this.model
      .findOneAndUpdate(ownedBy('_id', partnerId), { $set: change }, { returnDocument: 'after' })
      .lean<RegistrationDocument>();
    return replaced ? toRegistration(replaced) : undefined;
  }

  /** Answers whether there was one. */
  async remove(partnerId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne(ownedBy('_id', partnerId));
    return deletedCount > 0;
  }

  async find(partnerId: string): Promise<Registration | undefined> {
    const found = await this.lookups.find(ownedBy('_id', partnerId));
    return found && toRegistration(found);
  }

  private get documents(): mongo.Collection<RegistrationDocument> {
    return (this.collection ??= nativeCollection<RegistrationDocument>(this.model));
  }
}

function toRegistration({ _id, ...registration }: RegistrationDocument): Registration {
  return { partnerId: _id, ...registration };
}
