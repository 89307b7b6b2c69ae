import { type mongo } from 'mongoose';

interface MigrationDocument {
  /** The version. */
  _id: string;
  at: Date;
}

/** Which versions of the service have migrated its database. */
export class Migrations {
  private readonly collection: mongo.Collection<MigrationDocument>;

  constructor(database: mongo.Db) {
    this.collection = database.collection('migrations');
  }

  async has(version: string): Promise<boolean> {
    return (await this.collection.findOne({ _id: version })) !== null;
  }

  /** Another run of the same version may have been quicker. */
  async add(version: string): Promise<void> {
    await this.collection.updateOne({ _id: version }, { $currentDate: { at: true } }, { upsert: true });
  }
}
