import { Coalescer } from '#lib/messaging';

const WAIT_MS = 2;
const MOST = 500;

interface LookUp<Found> {
  id: string;
  answer: (found: Found | undefined) => void;
}

/** Gathers what many callers look for at the same moment, each by an id, into one query. */
export class LookUps<Found> {
  private readonly waiting: Coalescer<LookUp<Found>>;

  /** @param query answers what there is, by the ids */
  constructor(query: (ids: string[]) => Promise<Map<string, Found>>) {
    this.waiting = new Coalescer<LookUp<Found>>(
      async (lookUps) => {
        const found = await query([...new Set(lookUps.map(({ id }) => id))]);
        for (const { id, answer } of lookUps) answer(found.get(id));
      },
      { waitMs: WAIT_MS, maxItems: MOST },
    );
  }

  /** Rejects as the query does. */
  async look(id: string): Promise<Found | undefined> {
    let found: Found | undefined;
    await this.waiting.add({ id, answer: (one) => (found = one) });
    return found;
  }
}
