import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type JWK } from 'jose';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '#lib/service-kit';
import { type KeyTimes } from './key-schedule.js';

/** A key pair that signs access tokens for a while. */
export interface StoredKey extends KeyTimes {
  privateJwk: JWK;
  publicJwk: JWK;
}

type KeyDocument = Omit<StoredKey, 'generation'> & { _id: number };

const schema = new Schema<KeyDocument>(
  {
    _id: Number,
    signsFrom: Date,
    usedUntil: Date,
    privateJwk: Schema.Types.Mixed,
    publicJwk: Schema.Types.Mixed,
  },
  { versionKey: false, id: false, autoCreate: false, strict: 'throw' },
);

@Injectable()
export class SigningKeysRepository {
  private readonly model: Model<KeyDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<KeyDocument>('tokenkeys', schema, 'tokenkeys');
  }

  async all(): Promise<StoredKey[]> {
    const found = await this.model.find().lean<KeyDocument[]>();
    return found.map(({ _id, ...key }) => ({ generation: _id, ...key }));
  }

  /** Where another instance made this generation already, that one is everybody's. */
  async add({ generation, ...key }: StoredKey): Promise<void> {
    try {
      await this.model.create({ _id: generation, ...key });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Notes that the key signed a token that expires then. */
  async noteUse(generation: number, until: Date): Promise<void> {
    await this.model.updateOne({ _id: generation }, { $max: { usedUntil: until } });
  }

  async remove(generations: number[]): Promise<void> {
    await this.model.deleteMany({ _id: { $in: generations } });
  }
}
