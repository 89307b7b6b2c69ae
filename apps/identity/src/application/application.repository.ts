import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type Rejected } from '#lib/decision';
import { acrossTenants, AggregateRepository, ownedBy, Persistence, type Command } from '#lib/service-kit';
import {
  endPreviousSecret,
  register,
  remove,
  replaceSecret,
  type Application,
  type CommandSource,
  type Registry,
} from './application.js';
import { registerSource, removeSource, type Registrar } from './command-source/command-source.js';

const plain = { _id: false, id: false } as const;
const commandSource = new Schema({ id: String, source: String, roles: [String], registeredAt: Date }, plain);

const application = new Schema(
  {
    appId: String,
    tenantId: String,
    displayName: String,
    redirectUris: [String],
    secretHash: String,
    previousSecretHash: String,
    createdAt: Date,
    commandSources: { type: [commandSource], default: undefined },
  },
  plain,
);

/** One document per tenant, so that the limit on their number holds. */
@Injectable()
export class ApplicationRepository extends AggregateRepository<Registry> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'applications',
      state: { tenantId: String, applications: [application] },
      indexes: [{ fields: { 'state.applications.appId': 1 } }],
    });
  }

  async find(appId: string): Promise<Application | undefined> {
    const found = await this.findOne(
      acrossTenants('A client that signs in says its id alone.', { 'state.applications.appId': appId }),
    );
    return found?.applications.find((candidate) => candidate.appId === appId);
  }

  async ofTenant(tenantId: string): Promise<Application[]> {
    return (await this.findOne(ownedBy('_id', tenantId)))?.applications ?? [];
  }

  async register({ id, caller }: Command, added: Omit<Application, 'createdAt'>): Promise<Registry | Rejected> {
    const { tenantId } = caller;
    const registry = await this.changeOrCreate(tenantId, id, (known, now) =>
      register(known ?? { tenantId, applications: [] }, { ...added, createdAt: now }),
    );
    return registry as Registry | Rejected;
  }

  async remove({ id, caller }: Command, appId: string): Promise<void> {
    await this.change(ownedBy('_id', caller.tenantId), id, (registry) => remove(registry, appId));
  }

  async replaceSecret(
    { id, caller }: Command,
    appId: string,
    secretHash: string,
  ): Promise<Registry | Rejected | undefined> {
    return this.change(ownedBy('_id', caller.tenantId), id, (registry) => replaceSecret(registry, appId, secretHash));
  }

  async endPreviousSecret({ id, caller }: Command, appId: string): Promise<void> {
    await this.change(ownedBy('_id', caller.tenantId), id, (registry) => endPreviousSecret(registry, appId));
  }

  async registerSource(
    { id, caller }: Command,
    appId: string,
    source: CommandSource,
    registrar: Registrar,
  ): Promise<Registry | Rejected | undefined> {
    return this.change(ownedBy('_id', caller.tenantId), id, (registry) =>
      registerSource(registry, appId, source, registrar),
    );
  }

  async removeSource({ id, caller }: Command, appId: string, sourceId: string): Promise<void> {
    await this.change(ownedBy('_id', caller.tenantId), id, (registry) => removeSource(registry, appId, sourceId));
  }
}
