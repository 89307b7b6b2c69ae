import { type Role } from '#lib/contracts';
import { type userCreated } from '#contracts/identity/user-created.v1';
import { type SubscribedSku } from '#contracts/internal/customers';
import { type DeletedUser, type Tenant, type User } from '../tenant/tenant.js';
import { type NewUser, type Restoring, type UserChange } from './user.js';

export const now = new Date('2026-03-01T08:00:00Z');
export const userWith = (id: string, ...held: Role[]): User => ({ id, userName: id, roles: held });
export const tenantWith = (...users: User[]): Tenant => ({
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  status: 'confirmed',
  reservedAt: now,
  users,
});
export const admin = userWith('admin', 'GlobalAdmin');
export const second = userWith('second', 'GlobalAdmin', 'SalesAgent');
export const agent = userWith('agent', 'AdminAgent');
export const sales = userWith('sales', 'SalesAgent');
export const tenant = tenantWith(admin, agent, sales);
export const twoAdmins = tenantWith(admin, second, agent);

export const ana: NewUser = {
  id: 'user-1',
  userName: 'ana',
  firstName: 'Ana',
  lastName: 'Silva',
  roles: ['SalesAgent'],
  nonce: 'nonce-1',
};
export const yesterday = new Date('2026-02-28T08:00:00Z');
export const deletedAt = (time: Date, id: string): DeletedUser => ({ ...userWith(id), deletedAt: time });
export const restoring = (change: UserChange = {}, subscribed: SubscribedSku[] = []): Restoring => ({
  change,
  subscribed,
  deletedSince: yesterday,
});
export const stateOf = (userId: string, ...held: Role[]): InstanceType<typeof userCreated.payload> => ({
  tenantId: 'tenant-1',
  userId,
  userPrincipalName: `${userId}@contoso.com`,
  roles: held,
  licenses: [],
});
