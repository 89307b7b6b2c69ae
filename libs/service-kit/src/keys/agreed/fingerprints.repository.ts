import { type mongo } from 'mongoose';
import { isDuplicateKey } from '../../persistence/duplicate-key.js';
import { SERVICE_KEYS } from '../internal/service-keys.repository.js';

/** What a service remembers of a secret. Nobody gets from here to the secret, and trying out costs a slow hash each time. */
export interface Fingerprint {
  /** The setting that names the file. */
  _id: string;
  salt: string;
  fingerprint: string;
}

/** The fingerprints of a service's secrets, in its database. They are looked at before anything else of the service is there. */
export class Fingerprints {
  constructor(private readonly database: Pick<mongo.Db, 'collection'>) {}

  async find(setting: string): Promise<Fingerprint | undefined> {
    return (await this.collection().findOne({ _id: setting })) ?? undefined;
  }

  /** @returns whether it is there now; another instance may have been quicker. */
  async add(fingerprint: Fingerprint): Promise<boolean> {
    try {
      await this.collection().insertOne(fingerprint);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** @returns whether it has been replaced; another instance may have been quicker. */
  async replace({ _id, fingerprint: before }: Fingerprint, { salt, fingerprint }: Fingerprint): Promise<boolean> {
    const { matchedCount } = await this.collection().updateOne(
      { _id, fingerprint: before },
      { $set: { salt, fingerprint } },
    );
    return matchedCount === 1;
  }

  /** A private key that the service keeps, as it is encrypted with `KEY_SECRET_FILE`. */
  async wrappedKey(): Promise<string | undefined> {
    const keys = this.database.collection<{ _id: string; wrappedKey?: string }>(SERVICE_KEYS);
    return (await keys.findOne({ _id: 'current' }))?.wrappedKey;
  }

  private collection(): mongo.Collection<Fingerprint> {
    return this.database.collection<Fingerprint>('secretfingerprints');
  }
}
