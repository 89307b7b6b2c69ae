import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Clock } from '#lib/decision';
import { PeriodicSweep } from '../../sweeps/periodic-sweep.js';
import { dueKey, retiredKeys, signingKey, type KeyLifetimes } from './key-schedule.js';
import { type SigningKeysRepository, type StoredKey } from './signing-keys.repository.js';

const ALGORITHM = 'RS256';
const KNOWN_FOR_MS = 1_000;

/** The keys of this moment; the one that signs is the first. */
export type KeyRing = [signing: StoredKey, ...others: StoredKey[]];

/** Signing keys that all instances of a service share. They follow one another without a restart; see ADR 14. */
export abstract class SigningKeys extends PeriodicSweep {
  private known: StoredKey[] = [];
  private knownUntil = 0;

  /** @param sweepSeconds how often it looks whether a key is due while nothing is signed */
  protected constructor(
    private readonly keys: SigningKeysRepository,
    private readonly lifetimes: KeyLifetimes,
    private readonly clock: Clock,
    sweepSeconds: number,
  ) {
    super(sweepSeconds);
  }

  /** Makes the first key where there is none. */
  async ring(): Promise<KeyRing> {
    const now = this.clock.now();
    if (this.knownUntil < now.getTime()) await this.refresh(now).catch((error: unknown) => this.goOnWithout(error));
    const signing = signingKey(this.known, now);
    if (!signing) throw new Error('There is no signing key.');
    return [signing, ...this.known.filter((key) => key !== signing)];
  }

  /** Something that this key signed is valid for longer than usual: the key stays published until then. */
  async noteUse({ generation }: StoredKey, until: Date): Promise<void> {
    await this.keys.noteUse(generation, until);
  }

  /** Whether there is a key. */
  protected async hasBegun(): Promise<boolean> {
    return (await this.keys.all()).length > 0;
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
