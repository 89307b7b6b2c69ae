import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '../persistence/duplicate-key.js';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

interface KeyDocument {
  _id: string;
  privateJwk: JWK;
  publicJwk: JWK;
}

const schema = new Schema<KeyDocument>(
  { _id: String, privateJwk: Schema.Types.Mixed, publicJwk: Schema.Types.Mixed },
  { versionKey: false, id: false, autoCreate: false },
);

/** One key pair, made at first use. All instances of the service share it through the service's database. */
export abstract class KeyPairRepository {
  private readonly model: Model<KeyDocument>;
  private key?: Promise<SigningKey>;

  protected constructor(
    connection: Connection,
    collection: string,
    private readonly algorithm: 'EdDSA' | 'RS256',
  ) {
    this.model = connection.model<KeyDocument>(collection, schema, collection);
  }

  current(): Promise<SigningKey> {
    return (this.key ??= this.loadOrCreate().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    }));
  }

  private async loadOrCreate(): Promise<SigningKey> {
    const stored = (await this.model.findById('current').lean()) ?? (await this.create());
    const kid = await calculateJwkThumbprint(stored.publicJwk);
    const privateKey = (await importJWK(stored.privateJwk, this.algorithm)) as CryptoKey;
    return { kid, privateKey, publicJwk: { ...stored.publicJwk, kid, alg: this.algorithm, use: 'sig' } };
  }

  private async create(): Promise<KeyDocument> {
    const { privateKey, publicKey } = await generateKeyPair(this.algorithm, { extractable: true });
    const key = { _id: 'current', privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) };
    try {
      await this.model.create(key);
      return key;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return await this.model.findById('current').orFail().lean();
    }
  }
}
