import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { reject, type Rejected } from '#lib/decision';
import { BaseConfig, derivedId, type AnonymousCommand } from '#lib/service-kit';
import { CredentialSecret } from '../tenant/password/credential-secret.js';
import { Passwords } from '../tenant/password/passwords.js';
import { type NewTenant } from '../tenant/tenant.js';
import { TenantRepository } from '../tenant/tenant.repository.js';
import { userClaims } from '../tokens/token-claims.js';
import { TokenIssuer } from '../tokens/token-issuer.js';

/** What a company says of itself and of its first user. */
export interface Application {
  company: Omit<NewTenant, 'id'>;
  user: { firstName: string; lastName: string; userName: string; password: string };
}

export interface CreatedWorkAccount {
  tenantId: string;
  userId: string;
  accessToken?: string;
}

const TOKEN_LIFETIME_SECONDS = 600;

@Injectable()
export class WorkAccountUseCases {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: Passwords,
    private readonly secret: CredentialSecret,
    private readonly tokens: TokenIssuer,
    private readonly config: BaseConfig,
  ) {}

  /**
   * Creates the tenant, or finds the one that the same request created. A repeat is a sign-in: it is told a token for
   * as long as the password in it is the user's.
   */
  async create(command: AnonymousCommand, { company, user }: Application): Promise<CreatedWorkAccount | Rejected> {
    const { password, ...named } = user;
    const [tenantId, userId] = this.idsOf(command);
    const known = await this.tenants.find(tenantId);
    const tenant =
      known ??
      (await this.tenants.createWorkAccount({
        tenant: { id: tenantId, ...company },
        user: { id: userId, ...named, passwordHash: await this.passwords.hash(password) },
      }));
    const first = tenant?.users.find(({ id }) => id === userId);
    if (!tenant || !first || !(await this.passwords.verify(first, password))) {
      return reject(
        faults.conflict,
        `The domain ${company.domain} is taken. If it is your company's, ask a Global admin there to add you as a user.`,
      );
    }
    if (this.config.OIDC_ISSUER !== undefined) return { tenantId, userId };
    const accessToken = await this.tokens.issue(userClaims({ tenant, user: first }), TOKEN_LIFETIME_SECONDS);
    return { tenantId, userId, accessToken };
  }

  /** Keyed, because ids are public, and these follow from a body that holds a password. */
  private idsOf({ id }: AnonymousCommand): [tenantId: string, userId: string] {
    const keyed = this.secret.hmac(`work-account/${id}`).toString('hex');
    return [derivedId(keyed, 'tenant'), derivedId(keyed, 'user')];
  }
}
