import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { acrossTenants } from '#lib/service-kit';
import { type MpnProfile } from '../company/company.js';

interface ProfileDocument extends Omit<MpnProfile, 'mpnId'> {
  _id: string;
}

const profile = new Schema<ProfileDocument>(
  { _id: String, companyName: String, country: String, active: Boolean },
  { versionKey: false, id: false, autoCreate: false, strict: 'throw' },
);

/** Company profiles of the membership directory, as they were imported, by MPN ID. */
@Injectable()
export class MpnProfileRepository {
  private readonly model: Model<ProfileDocument>;

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<ProfileDocument>('mpnprofiles', profile, 'mpnprofiles');
  }

  async find(mpnId: string): Promise<MpnProfile | undefined> {
    return (await this.findAll([mpnId]))[0];
  }

  async findAll(mpnIds: string[]): Promise<MpnProfile[]> {
    const found = await this.model
      .find(acrossTenants('The directory is for whoever enrols.', { _id: { $in: mpnIds } }))
      .sort({ _id: 1 })
      .lean();
    return found.map(({ _id, companyName, country, active }) => ({ mpnId: _id, companyName, country, active }));
  }

  /** Adds profiles, and replaces those that are known. */
  async put(profiles: MpnProfile[]): Promise<void> {
    await this.model.bulkWrite(
      profiles.map(({ mpnId, ...replacement }) => ({
        replaceOne: { filter: { _id: mpnId }, replacement: { _id: mpnId, ...replacement }, upsert: true },
      })),
    );
  }
}
