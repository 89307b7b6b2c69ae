import { IsDefined, IsIn, IsOptional, IsString } from 'class-validator';
import { type Cloud, clouds, IsCountry, Text } from '#lib/contracts';
import { countryRules } from '#lib/countries';
import { invalidArgument, Nested } from '#lib/partner-api';
import { passwordFaults } from '../tenant/password/passwords.js';
import { IsDomain } from '../tenant/tenant.dto.js';
import { IsUserName } from '../user/user-name.js';
import { type Application } from './work-account.use-cases.js';

export class FirstUserRequest {
  @Text({ max: 50 })
  firstName: string;

  @Text({ max: 50 })
  lastName: string;

  /** The part of the sign-in name before the `@`, 1 to 64 characters. */
  @IsUserName()
  userName: string;

  /**
   * 8 to 256 characters: at least three of lower case letters, upper case letters, digits and other characters. It must not
   * contain the user name.
   */
  @IsString({ context: { schema: { maxLength: 256 } } })
  password: string;
}

/** A company that creates its own tenant. */
export class CreateWorkAccountRequest {
  @Text({ min: 2, max: 200 })
  companyName: string;

  /** The company's domain, such as `contoso.com`; each belongs to one tenant. */
  @IsDomain()
  domain: string;

  /** ISO 3166-1 alpha-2. */
  @IsCountry()
  country: string;

  /** The national cloud of the tenant. */
  @IsOptional()
  @IsIn(clouds)
  cloud: Cloud = 'Global';

  @Nested(() => FirstUserRequest)
  @IsDefined()
  user: FirstUserRequest;
}

export class WorkAccountResource {
  /** A GUID. */
  tenantId: string;
  /** The company's Global admin, a GUID. */
  userId: string;
  /** A token of this user, valid for ten minutes. Absent where users sign in at another issuer. */
  accessToken?: string;
}

/** Tells everything that is wrong with the country and the password at once, and never the password. */
export function toApplication({ user, ...company }: CreateWorkAccountRequest): Application {
  const known = countryRules(company.country);
  const wrong = [
    ...(known ? [] : [`country must be one that partners or customers can be in; ${company.country} is not.`]),
    ...passwordFaults(user.password, user.userName),
  ];
  if (wrong.length > 0) throw invalidArgument(wrong.join(' '));
  return { company, user: { ...user } };
}
