import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { acrossTenants, isDuplicateKey, type Filter, type Query } from '#lib/service-kit';

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
  /** Hash of the code that a user types for a device. */
  userCode?: string;
  /** When the device asked last. */
  polledAt?: Date;
}

export interface OidcPayload {
  [field: string]: unknown;
  userCode?: string;
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
    userCode: String,
    polledAt: Date,
  },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
schema.index({ grantId: 1 });
schema.index({ uid: 1 });
schema.index({ userCode: 1 }, { sparse: true });
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
    const { grantId, uid, userCode } = payload;
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeSeconds * 1_000);
    const document = { kind, payload: JSON.stringify(payload), expiresAt, grantId, uid, userCode };
    try {
      await this.model.replaceOne(held({ _id: keyOf(kind, id) }), document, { upsert: true });
    } catch (error) {
      // Somebody else created it at the same moment: now there is something to replace.
      if (!isDuplicateKey(error)) throw error;
      await this.model.replaceOne(held({ _id: keyOf(kind, id) }), document);
    }
  }

  async find(kind: string, id: string): Promise<OidcPayload | undefined> {
    const found = await this.findOne({ _id: keyOf(kind, id) });
    return found && { ...found, jti: id };
  }

  async findByUid(kind: string, uid: string): Promise<OidcPayload | undefined> {
    return this.findOne({ kind, uid });
  }

  /** Its id is known to the device alone: it goes by the name of its document. */
  async findByUserCode(kind: string, userCode: string): Promise<OidcPayload | undefined> {
    const found = await this.model
      .findOne(held({ kind, userCode, expiresAt: { $gt: this.clock.now() } }))
      .lean<OidcDocument>();
    return found ? { ...payloadOf(found), jti: STORED + found._id } : undefined;
  }

  /** Notes that a device asked; answers how it was before. */
  async notePoll(kind: string, id: string, now: Date): Promise<{ payload: OidcPayload; polledAt?: Date } | undefined> {
    const found = await this.model
      .findOneAndUpdate(held({ _id: keyOf(kind, id) }), { $set: { polledAt: now } }, { returnDocument: 'before' })
      .lean<OidcDocument>();
    return found ? { payload: payloadOf(found), polledAt: found.polledAt } : undefined;
  }

  /** Uses up a code or a refresh token. False: somebody else was first. */
  async consume(kind: string, id: string): Promise<boolean> {
    const unused = { _id: keyOf(kind, id), consumedAt: { $exists: false } };
    const { matchedCount } = await this.model.updateOne(held(unused), { $set: { consumedAt: this.clock.now() } });
    return matchedCount > 0;
  }

  async remove(kind: string, id: string): Promise<void> {
    await this.model.deleteOne(held({ _id: keyOf(kind, id) }));
  }

  async removeByGrant(kind: string, grantId: string): Promise<void> {
    await this.model.deleteMany(held({ kind, grantId }));
  }

  async removeExpired(): Promise<void> {
    await this.model.deleteMany(acrossTenants('A sweep.', { expiresAt: { $lt: this.clock.now() } }));
  }

  private async findOne(filter: Filter): Promise<OidcPayload | undefined> {
    const found = await this.model
      .findOne(held({ ...filter, expiresAt: { $gt: this.clock.now() } }))
      .lean<OidcDocument>();
    return found ? payloadOf(found) : undefined;
  }
}

/** Begins what stands for an id that only its holder knows. No id that was given out has a colon. */
const STORED = 'stored:';

export function isStoredName(id: string): boolean {
  return id.startsWith(STORED);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function held(filter: Filter): Query {
  return acrossTenants('Whoever holds a code, a token or a cookie may use it.', filter);
}

function payloadOf({ payload, consumedAt }: OidcDocument): OidcPayload {
  const consumed = consumedAt && { consumed: Math.floor(consumedAt.getTime() / 1_000) };
  return { ...(JSON.parse(payload) as OidcPayload), ...consumed };
}

function keyOf(kind: string, id: string): string {
  return isStoredName(id) ? id.slice(STORED.length) : hashOf(`${kind}\n${id}`);
}
