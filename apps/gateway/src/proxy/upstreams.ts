/** How long an instance that refused a connection is passed over, while there are others. */
const AWAY_FOR_MS = 2_000;

/** The instances of one service, taken in turn. */
export class Upstreams {
  private readonly awayUntil = new Map<string, number>();
  private turn = 0;

  constructor(private readonly urls: string[]) {}

  next(now: number): string {
    const present = this.urls.filter((url) => (this.awayUntil.get(url) ?? 0) <= now);
    const candidates = present.length > 0 ? present : this.urls;
    this.turn = (this.turn + 1) % candidates.length;
    return candidates[this.turn] as string;
  }

  isAway(url: string, now: number): void {
    this.awayUntil.set(url, now + AWAY_FOR_MS);
  }
}
