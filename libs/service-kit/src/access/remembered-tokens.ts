import { hash } from 'node:crypto';
import { systemClock, type Clock } from '#lib/decision';

/** The longest that a token is remembered: a key that its issuer has withdrawn must not live on in here. */
const LONGEST_MS = 10 * 60_000;
const MOST = 10_000;

/**
 * What goes with a token until it expires: what was found when it was verified, so that each is verified once; or the token
 * that was made for a purpose. Keys are kept as hashes, as tokens are secrets. The oldest are forgotten where there are too many.
 */
export class RememberedTokens<Found> {
  private readonly known = new Map<string, { found: Found; until: number }>();

  constructor(
    private readonly clock: Clock = systemClock,
    private readonly most = MOST,
  ) {}

  get(token: string): Found | undefined {
    const id = idOf(token);
    const known = this.known.get(id);
    if (known && known.until > this.clock.now().getTime()) return known.found;
    this.known.delete(id);
    return undefined;
  }

  /** @param expiresAt of the token, in seconds since 1970, as its claim `exp` has it; without it, the token is not remembered */
  add(token: string, found: Found, expiresAt: number | undefined): void {
    if (expiresAt === undefined) return;
    const until = Math.min(expiresAt * 1_000, this.clock.now().getTime() + LONGEST_MS);
    this.known.set(idOf(token), { found, until });
    const [oldest] = this.known.size > this.most ? this.known.keys() : [];
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

function idOf(token: string): string {
  return hash('sha256', token, 'base64');
}
