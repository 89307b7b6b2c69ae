import { type JWK } from 'jose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type KeyWrap } from '../internal/key-wrap.js';
import { isDuplicateKey } from '../../persistence/duplicate-key.js';
import { acrossTenants } from '../../persistence/query.js';
import { type KeyTimes } from './key-schedule.js';

/** A key pair that signs for a while. */
export interface StoredKey extends KeyTimes {
  privateJwk: JWK;
  publicJwk: JWK;
}

interface KeyDocument extends Omit<KeyTimes, 'generation'> {
  _id: number;
  wrappedKey?: string;
  /** In the clear, as older versions kept it: it is wrapped when it is read. */
  privateJwk?: JWK;
  publicJwk: JWK;
}

const schema = new Schema<KeyDocument>(
  {
    _id: Number,
    signsFrom: Date,
    usedUntil: Date,
    wrappedKey: String,
    privateJwk: Schema.Types.Mixed,
    publicJwk: Schema.Types.Mixed,
  },
  { versionKey: false, id: false, autoCreate: false, strict: 'throw' },
);

/** Key pairs that follow one another, in a collection of their own. */
export abstract class SigningKeysRepository {
  private readonly model: Model<KeyDocument>;
  /** By what is wrapped: keys are read every second, and never change. */
  private readonly unwrapped = new Map<string, JWK>();

  protected constructor(
    connection: Connection,
    private readonly wrap: KeyWrap,
    collection: string,
  ) {
    this.model = connection.model<KeyDocument>(collection, schema, collection);
  }

  async all(): Promise<StoredKey[]> {
    const found = await this.model.find(acrossTenants('One set of keys signs for all.', {})).lean<KeyDocument[]>();
    return Promise.all(
      found.map(async (document) => {
        const { _id: generation, signsFrom, usedUntil, publicJwk } = document;
        return { generation, signsFrom, usedUntil, publicJwk, privateJwk: await this.privateJwkOf(document) };
      }),
    );
  }

  /** Where another instance made this generation already, that one is everybody's. */
  async add({ generation, privateJwk, ...key }: StoredKey): Promise<void> {
    try {
      await this.model.create({ _id: generation, wrappedKey: await this.wrap.wrap(privateJwk), ...key });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Notes that the key signed something that is valid until then. */
  async noteUse(generation: number, until: Date): Promise<void> {
    await this.model.updateOne(acrossTenants('One set of keys signs for all.', { _id: generation }), {
      $max: { usedUntil: until },
    });
  }

  async remove(generations: number[]): Promise<void> {
    await this.model.deleteMany(acrossTenants('One set of keys signs for all.', { _id: { $in: generations } }));
  }

  private async privateJwkOf({ _id, wrappedKey, privateJwk }: KeyDocument): Promise<JWK> {
    if (wrappedKey !== undefined) {
      const known = this.unwrapped.get(wrappedKey) ?? (await this.wrap.unwrap(wrappedKey));
      this.unwrapped.set(wrappedKey, known);
      return known;
    }
    if (!privateJwk) throw new Error(`The signing key ${_id} has no private key.`);
    const wrapped = { $set: { wrappedKey: await this.wrap.wrap(privateJwk) }, $unset: { privateJwk: 1 } };
    await this.model.updateOne(
      acrossTenants('One set of keys signs for all.', { _id, privateJwk: { $exists: true } }),
      wrapped,
    );
    return privateJwk;
  }
}
