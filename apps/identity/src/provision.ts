import { createInterface } from 'node:readline';
import { NestFactory } from '@nestjs/core';
import { plainToInstance, Type } from 'class-transformer';
import {
  IsArray,
  IsFQDN,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Min,
  ValidateNested,
  validateOrReject,
} from 'class-validator';
import { type Cloud, clouds, IsCountry, Text } from '#lib/contracts';
import { derivedId, enterDatabase, loadConfig, orExit, roles, type Role } from '#lib/service-kit';
import { IdentityConfig } from './identity.config.js';

class ProvisionedUser {
  @IsString()
  userName: string;

  @IsIn(roles, { each: true })
  roles: Role[];

  /** To sign in with on the pages; without it the user keeps what it has. */
  @IsOptional()
  @IsString()
  password?: string;
}

class ProvisionedTenant {
  @IsUUID('loose')
  id: string;

  @Text({ max: 200 })
  companyName: string;

  @IsFQDN()
  domain: string;

  @IsCountry()
  country: string;

  @IsOptional()
  @IsIn(clouds)
  cloud: Cloud = 'Global';

  @ValidateNested({ each: true })
  @Type(() => ProvisionedUser)
  users: ProvisionedUser[];
}

class ProvisionRequest {
  /** How long the tokens are valid, in seconds. */
  @IsInt()
  @Min(60)
  tokenLifetime: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProvisionedTenant)
  tenants: ProvisionedTenant[];
}

/**
 * Sets up tenants and users: each line of standard input is a request as JSON, and is answered by a line with a token of
 * each user, unless another issuer is configured. For demo data and tests.
 * It needs the database and no network endpoint, so that nobody but who runs the installation can use it.
 */
await orExit(async () => {
  const config = loadConfig(IdentityConfig);
  const { OIDC_ISSUER } = config;
  await enterDatabase('identity', config);
  const { IdentityModule } = await import('./identity.module.js');
  const { Passwords } = await import('./tenant/password/passwords.js');
  const { TenantRepository } = await import('./tenant/tenant.repository.js');
  const { userClaims } = await import('./tokens/token-claims.js');
  const { TokenIssuer } = await import('./tokens/token-issuer.js');
  const app = await NestFactory.createApplicationContext(IdentityModule, { logger: ['error', 'fatal'] });
  const tenants = app.get(TenantRepository);
  const passwords = app.get(Passwords);
  const tokens = app.get(TokenIssuer);

  for await (const line of createInterface(process.stdin)) {
    const request = plainToInstance(ProvisionRequest, JSON.parse(line) as object);
    await validateOrReject(request);
    // The end of the process would cut off what the reader has not taken yet.
    const output = `${JSON.stringify(await provision(request))}\n`;
    await new Promise((resolve) => process.stdout.write(output, resolve));
  }
  await app.close();
  process.exit(0);

  async function provision({ tenants: wanted, tokenLifetime }: ProvisionRequest): Promise<object[]> {
    const issued = [];
    for (const { users, ...details } of wanted) {
      const named = await Promise.all(
        users.map(async ({ userName, roles, password }) => ({
          id: derivedId(details.id, userName),
          userName,
          roles,
          ...(password !== undefined && {
            credential: { passwordHash: await passwords.hash(password) },
            mustChangePassword: false,
          }),
        })),
      );
      const tenant = await tenants.provision({ ...details, domain: details.domain.toLowerCase() }, named);
      if (!tenant) throw new Error(`The domain ${details.domain} is taken.`);
      for (const user of named) {
        const token = OIDC_ISSUER ? undefined : await tokens.issue(userClaims({ tenant, user }), tokenLifetime);
        issued.push({ name: user.userName, tenantId: tenant.id, userId: user.id, roles: user.roles, token });
      }
    }
    return issued;
  }
});
