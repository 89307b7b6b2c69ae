import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { AggregateRepository, Persistence, systemIds } from '#lib/service-kit';
import {
  confirmTenant,
  provisionTenant,
  provisionUsers,
  releaseTenant,
  reserveTenant,
  sealCredential,
  type AdminSecrets,
  type NewTenant,
  type Tenant,
  type User,
} from './tenant.js';

const user = new Schema(
  {
    id: String,
    userName: String,
    roles: [String],
    credential: new Schema({ nonce: String, createdAt: Date, passwordHash: String }, { _id: false, id: false }),
  },
  { _id: false, id: false },
);

@Injectable()
export class TenantRepository extends AggregateRepository<Tenant> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'tenants',
      state: {
        id: String,
        companyName: String,
        domain: String,
        country: String,
        cloud: String,
        status: String,
        reservedAt: Date,
        users: [user],
      },
      indexes: [
        { fields: { 'state.domain': 1 }, unique: true },
        { fields: { 'state.status': 1, 'state.reservedAt': 1 } },
        { fields: { 'state.users.credential.createdAt': 1 } },
      ],
    });
  }

  async find(tenantId: string): Promise<Tenant | undefined> {
    return (await this.findOne({ _id: tenantId, 'state.status': { $ne: 'released' } }))?.state;
  }

  /** Undefined: the domain is taken. */
  reserve(tenant: NewTenant, admin: AdminSecrets): Promise<Tenant | undefined> {
    return this.insert(tenant.id, `reserve/${tenant.id}`, (now) => reserveTenant(tenant, admin, now));
  }

  /** Undefined: the domain is taken. */
  async provision(tenant: NewTenant, users: User[]): Promise<Tenant | undefined> {
    const known = await this.change({ _id: tenant.id }, systemIds.random(), (state) => provisionUsers(state, users));
    return known ?? this.insert(tenant.id, systemIds.random(), (now) => provisionTenant(tenant, users, now));
  }

  async confirm(tenantId: string): Promise<void> {
    await this.change({ _id: tenantId }, `confirm/${tenantId}`, confirmTenant);
  }

  async release(tenantId: string): Promise<void> {
    await this.change({ _id: tenantId }, `release/${tenantId}`, releaseTenant);
  }

  /** Deletes released tenants: deleting is what frees a unique value on every MongoDB-compatible server. */
  purgeReleased(): Promise<void> {
    return this.purge({ 'state.status': 'released' });
  }

  async seal(tenantId: string, userId: string, passwordHash: string): Promise<void> {
    await this.change({ _id: tenantId }, `seal/${userId}`, (tenant) => sealCredential(tenant, userId, passwordHash));
  }

  async reservedBefore(time: Date, limit: number): Promise<Tenant[]> {
    return this.list({ 'state.status': 'reserved', 'state.reservedAt': { $lt: time } }, limit);
  }

  async withNoncesBefore(time: Date, limit: number): Promise<Tenant[]> {
    return this.list({ 'state.users.credential.createdAt': { $lt: time } }, limit);
  }
}
