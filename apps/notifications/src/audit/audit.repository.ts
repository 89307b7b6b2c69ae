import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import { foldedText } from '#lib/contracts';
import { Coalescer } from '#lib/messaging';
import { type Stretch } from '#lib/partner-api';
import {
  acrossTenants,
  createIndexes,
  idsIn,
  isDuplicateKey,
  literalPattern,
  nativeCollection,
  orderOf,
  ownedBy,
} from '#lib/service-kit';
import { historyOf, idPrefix, type AuditRecord } from './audit-record.js';
import { LastValues } from './last-values.js';

type AuditDocument = Omit<AuditRecord, 'id'> & {
  _id: string;
  /** The customer's name as it is searched for. */
  folded?: string;
};

/** What a list of records is narrowed to; all of it has to hold. */
export interface AuditSearch extends Stretch {
  since: Date;
  /** Exclusive. */
  until?: Date;
  companyName?: string;
  customerId?: string;
  resource?: string;
}

const FORGET = 'Whoever was told of it forgets it.';

const schema = new Schema({ _id: String }, { versionKey: false, id: false, autoIndex: false, autoCreate: false });
schema.index({ tenantId: 1, _id: 1 });
schema.index({ tenantId: 1, history: 1, sequence: 1 });
schema.index({ tenantId: 1, customerId: 1, _id: 1 });
schema.index({ history: 1 });

/** Every tenant's activity log, for as long as the topics keep the events: for ever. */
@Injectable()
export class AuditRepository implements OnModuleInit {
  private readonly model: Model<AuditDocument>;
  private collection?: mongo.Collection<AuditDocument>;
  private readonly arrived = new Coalescer<AuditDocument>((documents) => this.insert(documents), {
    waitMs: 3,
    maxItems: 500,
  });
  private readonly lastValues = new LastValues();

  constructor(@InjectConnection() connection: Connection) {
    this.model = connection.model<AuditDocument>('auditrecords', schema as never, 'auditrecords');
  }

  onModuleInit(): Promise<void> {
    return createIndexes(this.model);
  }

  /** Does nothing for records that are there already. */
  async add(records: AuditRecord[]): Promise<void> {
    await Promise.all(records.map((record) => this.arrived.add(toDocument(record))));
    for (const record of records) this.lastValues.learn(record);
  }

  /** The latest record of a resource that a tenant has. */
  latest(tenantId: string, history: string): Promise<AuditRecord | undefined> {
    return this.latestOf(tenantId, { history });
  }

  /** What a tenant's records say that a resource was before an event. */
  async valueBefore(
    tenantId: string,
    history: string,
    sequence: number,
  ): Promise<Pick<AuditRecord, 'newValue'> | undefined> {
    if (sequence === 1) return undefined;
    const known = this.lastValues.before(tenantId, history, sequence);
    return known ?? this.latestOf(tenantId, { history, sequence: { $lt: sequence } });
  }

  /** What a customer was called last, as far as one of these tenants has a record of the customer itself. */
  async customerName(customerId: string, tenantIds: string[]): Promise<string | undefined> {
    const history = historyOf('/services/customers', customerId);
    // Of alternatives the embedded database takes the index of each; with a list of tenants it reads much more.
    const known = { $or: tenantIds.map((tenantId) => ({ history, tenantId })) };
    const found = await this.documents.findOne(acrossTenants('One event tells all of them of the customer.', known), {
      sort: { sequence: -1 },
      projection: { customerName: 1 },
    });
    return found?.customerName;
  }

  async find(tenantId: string, id: string): Promise<AuditRecord | undefined> {
    const found = await this.documents.findOne(ownedBy('tenantId', tenantId, { _id: id }));
    return found ? toRecord(found) : undefined;
  }

  /** A tenant's records, the latest first. */
  async search(tenantId: string, search: AuditSearch): Promise<AuditRecord[]> {
    const { since, until, companyName, customerId, resource } = search;
    const afterUntil = until ? `${idPrefix(tenantId, until)}_~` : tenantId;
    const also = {
      // Ids count down: the latest moment has the least.
      $and: [{ _id: { $gt: afterUntil, $lt: `${idPrefix(tenantId, since)}_~` } }, idsIn(search)],
      ...(companyName !== undefined && { folded: { $regex: literalPattern(foldedText(companyName)) } }),
      ...(customerId !== undefined && { customerId }),
      ...(resource !== undefined && { resource }),
    };
    const found = this.documents
      .find(ownedBy('tenantId', tenantId, also))
      .sort(orderOf(search))
      .limit(search.limit);
    return (await found.toArray()).map(toRecord);
  }

  /** Takes out of a purged resource's history what it was: that it changed, and when, stays. */
  async forget(history: string, left: object): Promise<void> {
    const value = JSON.stringify(left);
    this.lastValues.forget(history);
    await this.documents.updateMany(acrossTenants(FORGET, { history }), {
      $set: { newValue: value, details: {} },
    });
    await this.documents.updateMany(acrossTenants(FORGET, { history, oldValue: { $exists: true } }), {
      $set: { oldValue: value },
    });
  }

  private async latestOf(tenantId: string, which: Record<string, unknown>): Promise<AuditRecord | undefined> {
    const found = await this.documents.findOne(ownedBy('tenantId', tenantId, which), { sort: { sequence: -1 } });
    return found ? toRecord(found) : undefined;
  }

  private get documents(): mongo.Collection<AuditDocument> {
    return (this.collection ??= nativeCollection<AuditDocument>(this.model));
  }

  private async insert(documents: AuditDocument[]): Promise<void> {
    try {
      await this.documents.insertMany(documents, { ordered: false, ignoreUndefined: true });
    } catch (error) {
      const { writeErrors } = error as { writeErrors?: unknown };
      const failed = writeErrors === undefined ? [error] : [writeErrors].flat();
      if (!failed.every(isDuplicateKey)) throw error;
    }
  }
}

function toDocument({ id, ...record }: AuditRecord): AuditDocument {
  const { customerName } = record;
  return { _id: id, ...record, ...(customerName !== undefined && { folded: foldedText(customerName) }) };
}

function toRecord({ _id, folded: _folded, ...record }: AuditDocument): AuditRecord {
  return { id: _id, ...record };
}
