import { given } from '#lib/decision/testing';
import { changePassword, provisionUsers, type Tenant, type User } from '../tenant.js';

const start = new Date('2026-03-01T08:00:00.000Z');
const admin: User = {
  id: 'user-1',
  userName: 'admin',
  roles: ['GlobalAdmin'],
  credential: { nonce: 'nonce-1', createdAt: start },
  mustChangePassword: true,
};
const other: User = { id: 'user-2', userName: 'other', roles: [] };
const tenant: Tenant = {
  id: 'tenant-1',
  companyName: 'Contoso',
  domain: 'contoso.com',
  country: 'DE',
  cloud: 'Global',
  status: 'confirmed',
  reservedAt: start,
  users: [admin, other],
};

it('[I2] a chosen password takes the place of the one-time one, and need not be changed', () =>
  expect(changePassword(tenant, 'user-1', 'hash', start)).toMatchObject({
    outcome: 'happened',
    state: {
      users: [
        { ...admin, credential: { passwordHash: 'hash' }, mustChangePassword: false, passwordChangedAt: start },
        other,
      ],
    },
  }));

it('[I2] a user that is gone has no password to change', () =>
  given(tenant)
    .when((state) => changePassword(state, 'user-3', 'hash', start))
    .thenNothingHappened());

it('[I2] a provisioned user takes the name of the one that had it', () =>
  expect(provisionUsers(tenant, [{ id: 'user-9', userName: 'admin', roles: ['AdminAgent'] }])).toMatchObject({
    state: { users: [other, { id: 'user-9', userName: 'admin', roles: ['AdminAgent'] }] },
  }));
