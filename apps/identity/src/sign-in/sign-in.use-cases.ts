import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { foldedUpn } from '../tenant/domain/domain-name.js';
import { passwordFaults, Passwords } from '../tenant/password/passwords.js';
import { TenantRepository, type Account } from '../tenant/tenant.repository.js';
import { SignInAttemptsRepository } from './sign-in-attempts.repository.js';

const MAX_PASSWORD = 256;

export interface Credentials {
  /** User principal name, in any casing, its domain in any script. */
  userName: string;
  password: string;
  /** The only tenant whose users may sign in; undefined: those of all. */
  tenantId?: string;
}

export type Attempt =
  | { outcome: 'signed-in'; account: Account }
  | { outcome: 'must-change-password' }
  /** There is no such user, or the password is another one: nobody is told which. */
  | { outcome: 'wrong' }
  | { outcome: 'other-tenant' }
  | { outcome: 'locked'; seconds: number };

/** The new password will not do, and why. */
export interface Unfit {
  outcome: 'unfit';
  faults: string[];
}

@Injectable()
export class SignInUseCases {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly passwords: Passwords,
    private readonly attempts: SignInAttemptsRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async signIn(credentials: Credentials): Promise<Attempt> {
    const attempt = await this.verify(credentials);
    if (attempt.outcome !== 'signed-in' || !attempt.account.user.mustChangePassword) return attempt;
    return { outcome: 'must-change-password' };
  }

  /** Signs in with a password that must be changed, and changes it. */
  async changePassword(credentials: Credentials, newPassword: string, repeated: string): Promise<Attempt | Unfit> {
    const attempt = await this.verify(credentials);
    if (attempt.outcome !== 'signed-in') return attempt;
    const { tenant, user } = attempt.account;
    const faults = passwordFaults(newPassword, user.userName);
    if (newPassword !== repeated) faults.push('The two new passwords are not the same.');
    if (newPassword === credentials.password) faults.push('The new password must differ from the current one.');
    if (faults.length > 0) return { outcome: 'unfit', faults };
    await this.tenants.changePassword(tenant.id, user.id, await this.passwords.hash(newPassword));
    return attempt;
  }

  private async verify({ userName, password, tenantId }: Credentials): Promise<Attempt> {
    const name = foldedUpn(userName);
    const lockedUntil = await this.attempts.begin(name);
    if (lockedUntil) {
      return { outcome: 'locked', seconds: Math.ceil((lockedUntil.getTime() - this.clock.now().getTime()) / 1_000) };
    }
    const account = await this.tenants.findUserByUpn(name);
    const isRight = await this.passwords.verify(account?.user, password.slice(0, MAX_PASSWORD + 1));
    if (!account || !isRight) return { outcome: 'wrong' };
    await this.attempts.succeeded(name);
    if (tenantId !== undefined && account.tenant.id !== tenantId) return { outcome: 'other-tenant' };
    return { outcome: 'signed-in', account };
  }
}
