import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { faults } from '#lib/contracts';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PartnerError } from '#lib/partner-api';
import { type MpnProfile } from '../company/company.js';
import { type MembershipDirectory } from './membership-directory.js';
import { MpnAccountRepository } from './mpn-account.repository.js';
import { MpnProfileRepository } from './mpn-profile.repository.js';

const ATTEMPTS = 10;
const WINDOW_MS = 15 * 60 * 1_000;

/** The membership directory of this installation: profiles and accounts that the operator imported. */
@Injectable()
export class LocalMembershipDirectory implements MembershipDirectory {
  /** What the passwords of unknown names are compared with, so that the time tells nothing. */
  private readonly nobody = hash('nobody');

  constructor(
    private readonly profiles: MpnProfileRepository,
    private readonly accounts: MpnAccountRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  find(mpnId: string): Promise<MpnProfile | undefined> {
    return this.profiles.find(mpnId);
  }

  async signIn(userName: string, password: string): Promise<MpnProfile[] | undefined> {
    const name = userName.trim().toLowerCase();
    const now = this.clock.now();
    const attempts = await this.accounts.countAttempt(name, now, new Date(now.getTime() - WINDOW_MS));
    if (attempts > ATTEMPTS) {
      const text = 'Too many attempts to sign in to the membership directory. Try again in a quarter of an hour.';
      throw new PartnerError(faults.tooManyRequests, text, WINDOW_MS / 1_000);
    }
    const account = await this.accounts.find(name);
    const matches = await verify(account?.passwordHash ?? (await this.nobody), password);
    if (!account || !matches) return undefined;
    await this.accounts.forgetAttempts(name);
    return this.profiles.findAll(account.mpnIds);
  }
}
