/**
 * What a consumer remembers. Where it is kept in the same transaction as the effects of its handlers, each effect happens once,
 * whatever dies when.
 */
export interface ConsumerStore<Transaction> {
  /** Does the work, and keeps all that it and the methods below wrote, or nothing if it fails. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Keeps the sequence of a stream. Answers false, and keeps nothing, if it is not newer than the one that is kept. */
  advance(stream: string, sequence: number, transaction: Transaction): Promise<boolean>;
  /** Keeps the id of an event. Answers false if it is kept already. */
  remember(id: string, transaction: Transaction): Promise<boolean>;
}

/** What takes back the changes of a transaction. */
type Undo = (() => void)[];

/** Forgets everything with the process: for tests, and for consumers that begin with the first event at every start. */
export class MemoryStore implements ConsumerStore<Undo> {
  private readonly sequences = new Map<string, number>();
  private readonly ids = new Set<string>();

  async transaction<Result>(work: (undo: Undo) => Promise<Result>): Promise<Result> {
    const undo: Undo = [];
    try {
      return await work(undo);
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
  }

  advance(stream: string, sequence: number, undo: Undo): Promise<boolean> {
    const before = this.sequences.get(stream) ?? 0;
    if (sequence <= before) return Promise.resolve(false);
    this.sequences.set(stream, sequence);
    undo.push(() => this.sequences.set(stream, before));
    return Promise.resolve(true);
  }

  remember(id: string, undo: Undo): Promise<boolean> {
    if (this.ids.has(id)) return Promise.resolve(false);
    this.ids.add(id);
    undo.push(() => this.ids.delete(id));
    return Promise.resolve(true);
  }
}
