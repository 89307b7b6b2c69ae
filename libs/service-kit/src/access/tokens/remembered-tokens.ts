import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { systemClock, type Clock } from '#lib/decision';

/** The longest that a token is remembered: a key that its issuer has withdrawn must not live on in here. */
const LONGEST_MS = 10 * 60_000;
const MOST = 10_000;

/**
 * What goes with a token until it expires: what was found when it was verified, so that each is verified once; or the token
 * that was made for a purpose. Keys are kept as hashes, as tokens are secrets. Where there are too many, those are forgotten that were not used for longest.
 */
export class RememberedTokens<Found extends object | string> {
  private readonly known: LRUCache<string, Found>;

  constructor(
    private readonly clock: Clock = systemClock,
    most = MOST,
  ) {
    const now = (): number => this.clock.now().getTime();
    this.known = new LRUCache({ max: most, ttlResolution: 0, perf: { now } });
  }

  get(token: string): Found | undefined {
    return this.known.get(idOf(token));
  }

  /** @param expiresAt of the token, in seconds since 1970, as its claim `exp` has it; without it, the token is not remembered */
  add(token: string, found: Found, expiresAt: number | undefined): void {
    if (expiresAt === undefined) return;
    // It is gone at that very moment, not after it.
    const ttl = Math.min(expiresAt * 1_000 - this.clock.now().getTime(), LONGEST_MS) - 1;
    if (ttl > 0) this.known.set(idOf(token), found, { ttl });
  }
}

function idOf(token: string): string {
  return hash('sha256', token, 'base64');
}
