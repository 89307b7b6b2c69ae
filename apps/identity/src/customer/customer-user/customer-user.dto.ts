import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsCountry, Text } from '#lib/contracts';
import {
  AsAnswered,
  invalidArgument,
  Nested,
  NotSupported,
  ResourceAttributes,
  ResourceLinks,
  selfLink,
} from '#lib/partner-api';
import { foldedDomain } from '../../tenant/domain/domain-name.js';
import { passwordFaults } from '../../tenant/password/passwords.js';
import { displayNameOf, upnOf, type DeletedUser, type Tenant, type User } from '../../tenant/tenant.js';
import { isState, stateOf, userStates, type UserState } from '../../user/list/user-state.js';
import { type UserChange } from '../../user/user.js';

/** Read as lower case, so that each name is one value; which names there can be is the same as for other users. */
const isUserPrincipalName = applyDecorators(
  Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown))),
  Matches(/^(?=[^@]{1,64}@)[a-z0-9]+(?:[._'-][a-z0-9]+)*@[^@]{1,253}$/, {
    message: 'userPrincipalName must be a sign-in name such as ana@contoso.com',
    context: { schema: { maxLength: 318 } },
  }),
);

export class PasswordProfileRequest {
  /**
   * 8 to 256 characters: at least three of lower case letters, upper case letters, digits and other characters. It must not
   * contain the user name. Absent: a one-time password is made.
   */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  password?: string;

  /** Whether the user has to choose another password at the next sign-in. `true` by default. */
  @IsOptional()
  @IsBoolean()
  forceChangePassword?: boolean;
}

const noDirectory = 'users belong to this platform only, and are not synchronised with another directory';

@NotSupported({
  immutableId: noDirectory,
  lastDirectorySyncTime: noDirectory,
  phoneNumber: 'this platform does not use phone numbers of users',
  userDomainType: noDirectory,
})
class CustomerUserRequest {
  @IsOptional()
  @Text({ max: 256 })
  displayName?: string;

  /** ISO 3166-1 alpha-2; absent: the customer's country. */
  @IsOptional()
  @IsCountry()
  usageLocation?: string;

  @IsOptional()
  @Nested(() => PasswordProfileRequest)
  passwordProfile?: PasswordProfileRequest;
}

/** A user to be added to a customer's tenant. */
@NotSupported({ softDeletionTime: 'a new user cannot be deleted already' })
export class AddCustomerUserRequest extends CustomerUserRequest {
  /** The name to sign in with: letters and digits, then `@` and the customer's domain. */
  @isUserPrincipalName
  userPrincipalName: string;

  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  /** `active`, or absent. */
  @IsOptional()
  @isState
  @IsIn(['active'])
  state?: UserState;
}

/** Changes to a customer's user. Absent fields stay as they are. */
@AsAnswered('softDeletionTime')
export class ChangeCustomerUserRequest extends CustomerUserRequest {
  @IsOptional()
  @isUserPrincipalName
  userPrincipalName?: string;

  @IsOptional()
  @Text({ max: 50 })
  firstName?: string;

  @IsOptional()
  @Text({ max: 50 })
  lastName?: string;

  /** `active` restores a user that was deleted. */
  @IsOptional()
  @isState
  @IsIn(userStates)
  state?: UserState;
}

export class PasswordProfileResource {
  /** The one-time password, only in the answer to the creation. A password that the partner chose is not repeated. */
  password?: string;
  forceChangePassword: boolean;
}

export class CustomerUserResource {
  id: string;
  /** The name that the user signs in with. */
  userPrincipalName: string;
  firstName?: string;
  lastName?: string;
  displayName: string;
  /** ISO 3166-1 alpha-2. */
  usageLocation: string;
  /** `none`: the user belongs to this platform only. */
  userDomainType: string;
  /** `active`, or `inactive` if the user was deleted. */
  state: UserState;
  /** When the user was deleted. From then on it can be restored for 30 days. */
  softDeletionTime?: Date;
  /** Only in the answer to the creation. */
  passwordProfile?: PasswordProfileResource;
  links: ResourceLinks;
  attributes: ResourceAttributes;
}

/** What is told of a user, in the tenant's terms. A password that is chosen has to keep the rules. */
export function toDetails(
  { domain }: Tenant,
  request: ChangeCustomerUserRequest,
  current?: User,
): Omit<UserChange, 'chosen'> {
  const { userPrincipalName, firstName, lastName, displayName, usageLocation, passwordProfile } = request;
  const [userName = current?.userName ?? '', ofDomain = domain] = userPrincipalName?.split('@') ?? [];
  if (foldedDomain(ofDomain) !== domain)
    throw invalidArgument(`userPrincipalName must end with the customer's domain, @${domain}.`);
  const wrong = passwordProfile?.password === undefined ? [] : passwordFaults(passwordProfile.password, userName);
  if (wrong.length > 0) throw invalidArgument(`passwordProfile.password: ${wrong.join(' ')}`);
  return {
    userName,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(displayName && { displayName }),
    ...(usageLocation && { usageLocation }),
  };
}

export function toResource(tenant: Tenant, user: User | DeletedUser): CustomerUserResource {
  const { id, firstName, lastName, usageLocation } = user;
  return {
    id,
    userPrincipalName: upnOf(tenant, user),
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    displayName: displayNameOf(user),
    usageLocation: usageLocation ?? tenant.country,
    userDomainType: 'none',
    ...stateOf(user),
    links: selfLink(`/customers/${tenant.id}/users/${id}`),
    attributes: { objectType: 'CustomerUser' },
  };
}
