import { event, type DomainEvent } from '#lib/contracts';
import { happened, type Accepted } from '#lib/decision';
import { workAccountCreated } from '#contracts/identity/workaccount-created.v1';
import { createdEvent, type NewTenant, type Tenant } from '../tenant/tenant.js';

/** A company's own tenant, and the user who creates it. */
export interface WorkAccount {
  tenant: NewTenant;
  user: { id: string; userName: string; firstName: string; lastName: string; passwordHash: string };
}

/** Creates a tenant that waits for nobody. Whoever creates it is its Global admin. */
export function createWorkAccount({ tenant, user }: WorkAccount, now: Date): Accepted<Tenant, DomainEvent> {
  const { passwordHash, ...named } = user;
  const admin = { ...named, roles: ['GlobalAdmin'], credential: { passwordHash } };
  const created: Tenant = { ...tenant, status: 'confirmed', reservedAt: now, users: [admin] };
  const { id: tenantId, ...details } = tenant;
  return happened(created, event(workAccountCreated, { tenantId, ...details }), createdEvent(created, admin));
}
