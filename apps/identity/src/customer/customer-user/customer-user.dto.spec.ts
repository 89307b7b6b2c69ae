import { droppedBy } from '#lib/partner-api/testing';
import { LicenseAssignment, LicenseUpdateRequest } from '../customer-license/customer-license.dto.js';
import { AddUserMemberRequest } from '../directory-role/directory-role.dto.js';
import { type Tenant } from '../../tenant/tenant.js';
import {
  AddCustomerUserRequest,
  ChangeCustomerUserRequest,
  PasswordProfileRequest,
  toDetails,
} from './customer-user.dto.js';

const documented = [
  'usageLocation',
  'userPrincipalName',
  'firstName',
  'lastName',
  'displayName',
  'immutableId',
  'passwordProfile',
  'phoneNumber',
  'lastDirectorySyncTime',
  'userDomainType',
  'state',
  'softDeletionTime',
];

it.each<[new () => object, string[]]>([
  [AddCustomerUserRequest, documented],
  [ChangeCustomerUserRequest, documented],
  [PasswordProfileRequest, ['password', 'forceChangePassword']],
  [LicenseUpdateRequest, ['licensesToAssign', 'licensesToRemove', 'licenseWarnings']],
  [LicenseAssignment, ['skuId', 'excludedPlans']],
  [AddUserMemberRequest, ['id', 'displayName', 'userPrincipalName', 'roleId']],
])('[C9] %p drops nothing that Partner Center documents', (dto, names) => expect(droppedBy(dto, names)).toEqual([]));

it.each(['bo@bücher.example', 'bo@xn--bcher-kva.example'])('[C9] a user can be named %s, in either spelling', (upn) => {
  const tenant = { domain: 'xn--bcher-kva.example' } as Tenant;
  expect(toDetails(tenant, { userPrincipalName: upn })).toEqual({ userName: 'bo' });
});
