import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { isDuplicateKey } from '#lib/service-kit';

/** What oidc-provider stores, as JSON: its keys may hold dots and dollars. */
interface OidcDocument {
  _id: string;
  kind: string;
  payload: string;
  expiresAt: Date;
  /** When a code or a refresh token was used. */
  consumedAt?: Date;
  grantId?: string;
  uid?: string;
}

export interface OidcPayload {
  [field: string]: unknown;
  grantId?: string;
  uid?: string;
}

const schema = new Schema<OidcDocument>(
  {
    _id: String,
    kind: String,
    payload: String,
    expiresAt: Date,
    consumedAt: Date,
    grantId: String,
    uid: String,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ grantId: 1 });
schema.index({ uid: 1 });
schema.index({ expiresAt: 1 });

/**
 * Codes, refresh tokens, sessions, grants and interactions. What a client or a browser holds is not in the database,
 * only its hash is: who can read the database cannot use what it finds.
 */
@Injectable()
export class OidcRepository implements OnModuleInit {
  private readonly model: Model<OidcDocument>;

  constructor(
    @InjectConnection() connection: Connection,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<OidcDocument>('oidc', schema, 'oidc');
  }

  async onModuleInit(): Promise<void> {
    await this.model.createIndexes();
  }

  async save(kind: string, id: string, { jti: _, ...payload }: OidcPayload, lifetimeSeconds: number): Promise<void> {
    const { grantId, uid } = payload;
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeSeconds * 1_000);
    const document = { kind, payload: JSON.stringify(payload), expiresAt, grantId, uid };
    const filter = { _id: keyOf(kind, id) };
    try {
      await this.model.replaceOne(filter, document, { upsert: true });
    } catch (error) {
      // Somebody else created it at the same moment: now there is something to replace.
      if (!isDuplicateKey(error)) throw error;
      await this.model.replaceOne(filter, document);
    }
  }

  async find(kind: string, id: string): Promise<OidcPayload | undefined> {
    const found = await this.findOne({ _id: keyOf(kind, id) });
    return found && { ...found, jti: id };
  }

  async findByUid(kind: string, uid: string): Promise<OidcPayload | undefined> {
    return this.findOne({ kind, uid });
  }

  /** Uses up a code or a refresh token. False: somebody else was first. */
  async consume(kind: string, id: string): Promise<boolean> {
    const unused = { _id: keyOf(kind, id), consumedAt: { $exists: false } };
    const { matchedCount } = await this.model.updateOne(unused, { $set: { consumedAt: this.clock.now() } });
    return matchedCount > 0;
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.model.deleteOne({ _id: keyOf(kind, id) });
  }

  async removeByGrant(kind: string, grantId: string): Promise<void> {
    await this.model.deleteMany({ kind, grantId });
  }

  async removeExpired(): Promise<void> {
    await this.model.deleteMany({ expiresAt: { $lt: this.clock.now() } });
  }

  private async findOne(filter: object): Promise<OidcPayload | undefined> {
    const found = await this.model.findOne({ ...filter, expiresAt: { $gt: this.clock.now() } }).lean<OidcDocument>();
    if (!found) return undefined;
    const consumed = found.consumedAt && { consumed: Math.floor(found.consumedAt.getTime() / 1_000) };
    return { ...(JSON.parse(found.payload) as OidcPayload), ...consumed };
  }
}

function keyOf(kind: string, id: string): string {
  return createHash('sha256').update(`${kind}\n${id}`).digest('base64url');
}
