import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '../../persistence/duplicate-key.js';
import { KeyWrap } from './key-wrap.js';

const ALGORITHM = 'EdDSA';
export const SERVICE_KEYS = 'servicekeys';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

interface KeyDocument {
  _id: string;
  wrappedKey?: string;
  /** In the clear, as older versions kept it: it is wrapped when it is read. */
  privateJwk?: JWK;
  publicJwk: JWK;
}

const schema = new Schema<KeyDocument>(
  { _id: String, wrappedKey: String, privateJwk: Schema.Types.Mixed, publicJwk: Schema.Types.Mixed },
  { versionKey: false, id: false, autoCreate: false },
);

/** The key with which this service signs its calls to others, made at first use. All its instances share it through its database. */
@Injectable()
export class ServiceKeysRepository implements OnModuleInit {
  private readonly model: Model<KeyDocument>;
  private key?: Promise<SigningKey>;

  constructor(
    @InjectConnection() connection: Connection,
    private readonly wrap: KeyWrap,
  ) {
    this.model = connection.model<KeyDocument>(SERVICE_KEYS, schema, SERVICE_KEYS);
  }

  /** A secret that does not fit is to be known at the start, not at the first call. */
  async onModuleInit(): Promise<void> {
    await this.current();
  }

  current(): Promise<SigningKey> {
    return (this.key ??= this.loadOrCreate().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    }));
  }

  private async loadOrCreate(): Promise<SigningKey> {
    const stored = (await this.model.findById('current').lean<KeyDocument>()) ?? (await this.create());
    const kid = await calculateJwkThumbprint(stored.publicJwk);
    const privateKey = (await importJWK(await this.privateJwkOf(stored), ALGORITHM)) as CryptoKey;
    return { kid, privateKey, publicJwk: { ...stored.publicJwk, kid, alg: ALGORITHM, use: 'sig' } };
  }

  private async privateJwkOf({ wrappedKey, privateJwk }: KeyDocument): Promise<JWK> {
    if (wrappedKey !== undefined) return this.wrap.unwrap(wrappedKey);
    if (!privateJwk) throw new Error('The key pair has no private key.');
    const wrapped = { $set: { wrappedKey: await this.wrap.wrap(privateJwk) }, $unset: { privateJwk: 1 } };
    await this.model.updateOne({ _id: 'current', privateJwk: { $exists: true } }, wrapped);
    return privateJwk;
  }

  private async create(): Promise<KeyDocument> {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const wrappedKey = await this.wrap.wrap(await exportJWK(privateKey));
    const key = { _id: 'current', wrappedKey, publicJwk: await exportJWK(publicKey) };
    try {
      await this.model.create(key);
      return key;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return await this.model.findById('current').orFail().lean<KeyDocument>();
    }
  }
}
