import { userChanged } from '#contracts/identity/user-changed.v1';
import { userCreated } from '#contracts/identity/user-created.v1';
import { userDeleted } from '#contracts/identity/user-deleted.v1';
import { userLicensesChanged } from '#contracts/identity/user-licenses-changed.v1';
import { userRestored } from '#contracts/identity/user-restored.v1';
import { userRoleAssigned } from '#contracts/identity/user-role-assigned.v1';
import { userRoleRemoved } from '#contracts/identity/user-role-removed.v1';
import { type UserStateV1 } from '#contracts/identity/user-state.v1';
import { news, type Change, type PartnerNews } from './news.js';

const tenant = ({ tenantId }: UserStateV1): string[] => [tenantId];

/** A tenant calls its own users so; what a partner does to those of a customer has names of its own. */
const user =
  (own: string, customers = own) =>
  ({ tenantId, userId }: UserStateV1, reader: string): Change =>
    tenantId === reader
      ? { operation: own, resource: 'partner_user', resourceId: userId }
      : { operation: customers, resource: 'customer_user', resourceId: userId, customerId: tenantId };

/**
 * Who is in a tenant, and what they may do. Besides the tenant itself, whoever acted sees it, such as the partner that added a
 * customer's user. What a deleted user was called is forgotten once the user is purged.
 */
export const userNews: readonly PartnerNews[] = [
  news(userCreated, { to: tenant, about: user('create_partner_user', 'create_customer_user') }),
  news(userChanged, { to: tenant, about: user('update_partner_user', 'update_customer_user') }),
  news(userDeleted, { to: tenant, about: user('remove_partner_user', 'delete_customer_user') }),
  news(userRestored, { to: tenant, about: user('restore_partner_user', 'restore_customer_user') }),
  news(userRoleAssigned, { to: tenant, about: user('add_user_member'), details: ['role'] }),
  news(userRoleRemoved, { to: tenant, about: user('remove_user_member'), details: ['role'] }),
  news(userLicensesChanged, {
    to: tenant,
    about: user('update_partner_user_licenses', 'update_customer_user_licenses'),
    details: ['assigned', 'removed'],
  }),
];
