import { userCreated } from './user-created.v1.js';
import { userDeleted } from './user-deleted.v1.js';
import { userPurged } from './user-purged.v1.js';
import { userRestored } from './user-restored.v1.js';
import { userLicensesChanged } from './user-licenses-changed.v1.js';
import { userRoleAssigned } from './user-role-assigned.v1.js';
import { userRoleRemoved } from './user-role-removed.v1.js';
import { workAccountCreated } from './workaccount-created.v1.js';
import { id, type Sample } from '../contract.doubles.js';

const license = { skuId: 'CFQ7TTC0LH18:0001', excludedPlans: [id(6)] };
const user = {
  tenantId: id(1),
  userId: id(2),
  userPrincipalName: 'ana@contoso.com',
  roles: ['GlobalAdmin'],
  licenses: [license],
};
const wrongUser: Sample['wrong'] = [
  ['tenantId', { tenantId: 'x' }],
  ['userId', { userId: 'x' }],
  ['userPrincipalName', { userPrincipalName: 'x'.repeat(321) }],
  ['roles', { roles: ['King'] }],
  ['licenses', { licenses: 'all' }],
  ['licenses.0.skuId', { licenses: [{ ...license, skuId: '' }] }],
  ['licenses.0.excludedPlans', { licenses: [{ ...license, excludedPlans: ['x'] }] }],
];

export const identitySamples: Sample[] = [
  {
    contract: userPurged,
    type: 'io.twotier.user.purged.v1',
    payload: { tenantId: id(1), userId: id(2) },
    optional: [],
    wrong: [
      ['tenantId', { tenantId: 'x' }],
      ['userId', { userId: 'x' }],
    ],
  },
  ...[userCreated, userDeleted, userRestored].map((contract) => ({
    contract,
    type: `io.twotier.${contract.name}.v1`,
    payload: user,
    optional: [],
    wrong: wrongUser,
  })),
  ...[userRoleAssigned, userRoleRemoved].map((contract) => ({
    contract,
    type: `io.twotier.${contract.name}.v1`,
    payload: { ...user, role: 'GlobalAdmin' },
    optional: [],
    wrong: [...wrongUser, ['role', { role: 'King' }]] satisfies Sample['wrong'],
  })),
  {
    contract: userLicensesChanged,
    type: 'io.twotier.user.licenses-changed.v1',
    payload: { ...user, assigned: [license.skuId], removed: ['MAIL'] },
    optional: [],
    wrong: [...wrongUser, ['assigned', { assigned: [''] }], ['removed', { removed: [7] }]],
  },
  {
    contract: workAccountCreated,
    type: 'io.twotier.workaccount.created.v1',
    payload: { tenantId: id(1), companyName: 'Contoso', domain: 'contoso.com', country: 'DE', cloud: 'Global' },
    optional: [],
    wrong: [
      ['tenantId', { tenantId: 'x' }],
      ['companyName', { companyName: 'x'.repeat(201) }],
      ['domain', { domain: 'contoso' }],
      ['country', { country: 'Germany' }],
      ['cloud', { cloud: 'Mars' }],
    ],
  },
];
