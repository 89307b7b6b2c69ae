import { apart } from '#lib/telemetry';

export interface CoalescerOptions {
  /** How long the first item waits for company, in milliseconds; 0: it does not, and what comes meanwhile goes together. */
  waitMs: number;
  /** It waits as long as the call before it took, up to this: the busier it is, the more goes into one call. Otherwise always `waitMs`. */
  mostMs?: number;
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
  /** How long the last call took, in milliseconds. */
  private lastMs = 0;

  constructor(
    private readonly handle: (items: T[]) => Promise<void>,
    private readonly options: CoalescerOptions,
  ) {}

  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.running ??= apart(() => this.run());
    });
  }

  /** Resolves when everything that was added before has been handled, well or badly. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.options.waitMs > 0 && this.waiting.length < this.options.maxItems) await this.gather();
      const batch = this.waiting.splice(0, this.options.maxItems);
      const startedAt = performance.now();
      try {
        await this.handle(batch.map((entry) => entry.item));
        batch.forEach((entry) => entry.resolve());
      } catch (error) {
        batch.forEach((entry) => entry.reject(error));
      }
      this.lastMs = performance.now() - startedAt;
    }
    this.running = undefined;
  }

  private gather(): Promise<void> {
    const { waitMs, mostMs = waitMs } = this.options;
    return new Promise((resolve) => setTimeout(resolve, Math.max(waitMs, Math.min(this.lastMs, mostMs))));
  }
}
