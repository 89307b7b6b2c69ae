import { LRUCache } from 'lru-cache';

const MOST = 10_000;

/**
 * What was found by an id, so that it is not looked for again: without an end, or for a time. What is not there is looked for each
 * time. Where there is too much, what was not used for longest is forgotten.
 */
export class Remembered<Found extends object | string | true> {
  private readonly known: LRUCache<string, Found>;

  constructor({ forMs }: { forMs?: number } = {}) {
    this.known = new LRUCache({ max: MOST, ...(forMs !== undefined && { ttl: forMs }) });
  }

  async find(id: string, look: () => Promise<Found | undefined>): Promise<Found | undefined> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const found = await look();
    if (found !== undefined) this.known.set(id, found);
    return found;
  }

  forget(id: string): void {
    this.known.delete(id);
  }
}
