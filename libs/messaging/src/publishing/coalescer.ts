export interface CoalescerOptions {
  /** How long the first item waits for company, in milliseconds. */
  waitMs: number;
  /** How many items one call takes at most. */
  maxItems: number;
}

interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers items from many callers into few calls of `handle`, one call at a time and in order of arrival.
 * A caller's promise settles as the call that took its item does.
 */
export class Coalescer<T> {
  private waiting: Waiting<T>[] = [];
  private running?: Promise<void>;

  constructor(
    private readonly handle: (items: T[]) => Promise<void>,
    private readonly options: CoalescerOptions,
  ) {}

  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when everything that was added before has been handled, well or badly. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.waiting.length < this.options.maxItems) await this.gather();
      const batch = this.waiting.splice(0, this.options.maxItems);
      try {
        await this.handle(batch.map((entry) => entry.item));
        batch.forEach((entry) => entry.resolve());
      } catch (error) {
        batch.forEach((entry) => entry.reject(error));
      }
    }
    this.running = undefined;
  }

  private gather(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.options.waitMs));
  }
}
