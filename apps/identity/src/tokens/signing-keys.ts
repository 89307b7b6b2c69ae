import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { PeriodicSweep } from '#lib/service-kit';
import { IdentityConfig } from '../identity.config.js';
import { dueKey, retiredKeys, signingKey, type KeyLifetimes } from './key-schedule.js';
import { SigningKeysRepository, type StoredKey } from './signing-keys.repository.js';
import { ID_TOKEN_SECONDS } from './token-lifetimes.js';

const ALGORITHM = 'RS256';
const KNOWN_FOR_MS = 1_000;

/** The keys of this moment; the one that signs is the first. */
export type KeyRing = [signing: StoredKey, ...others: StoredKey[]];

/** The signing keys that all instances share. They follow one another without a restart; see ADR 14. */
@Injectable()
export class SigningKeys extends PeriodicSweep implements OnModuleInit {
  private readonly lifetimes: KeyLifetimes;
  private known: StoredKey[] = [];
  private knownUntil = 0;

  constructor(
    private readonly keys: SigningKeysRepository,
    config: IdentityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super(config.SWEEP_INTERVAL_SECONDS);
    this.lifetimes = {
      lifetime: config.SIGNING_KEY_LIFETIME_SECONDS,
      lead: config.SIGNING_KEY_LEAD_SECONDS,
      tokens: ID_TOKEN_SECONDS,
    };
  }

  /** A secret that does not fit is to be known at the start, not at the first sign-in. */
  async onModuleInit(): Promise<void> {
    await this.ring();
  }

  async ring(): Promise<KeyRing> {
    const now = this.clock.now();
    if (this.knownUntil < now.getTime()) await this.refresh(now).catch((error: unknown) => this.goOnWithout(error));
    const signing = signingKey(this.known, now);
    if (!signing) throw new Error('There is no signing key.');
    return [signing, ...this.known.filter((key) => key !== signing)];
  }

  /** A token of this key is valid for longer than usual: the key stays published until then. */
  async noteUse({ generation }: StoredKey, until: Date): Promise<void> {
    await this.keys.noteUse(generation, until);
  }

  protected async sweep(): Promise<void> {
    const now = this.clock.now();
    await this.refresh(now);
    const retired = retiredKeys(this.known, this.lifetimes, now);
    if (retired.length > 0) await this.keys.remove(retired.map(({ generation }) => generation));
  }

  /** While the database is away the keys that are known stay published. */
  private goOnWithout(error: unknown): void {
    if (this.known.length === 0) throw error;
  }

  private async refresh(now: Date): Promise<void> {
    let stored = await this.keys.all();
    const due = dueKey(stored, this.lifetimes, now);
    if (due) {
      await this.keys.add({ ...due, ...(await newKeyPair()) });
      stored = await this.keys.all();
    }
    this.known = stored;
    this.knownUntil = now.getTime() + KNOWN_FOR_MS;
  }
}

async function newKeyPair(): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const names = { kid: await calculateJwkThumbprint(publicJwk), alg: ALGORITHM, use: 'sig' };
  return { privateJwk: { ...(await exportJWK(pair.privateKey)), ...names }, publicJwk: { ...publicJwk, ...names } };
}
