import { type Clock } from '#lib/decision';

export interface ConsumerReport {
  healthy: boolean;
  /** When the consumer last heard from the broker, ISO 8601; absent until it has. */
  lastPollAt?: string;
  /** What the broker does not let this service do, until somebody mends it; absent when there is nothing. */
  refused?: string[];
  /** Partitions that wait for infrastructure, as `<topic>/<partition>`, each with the error. */
  waiting: Record<string, string>;
}

/** A consumer that has not heard from its broker for longer than this is not consuming. */
const SILENT_FOR_MS = 30_000;

/** Tells whether this process consumes, for `/health/consumers`. */
export class ConsumerHealth {
  private lastPollAt?: Date;
  private refusal?: string;
  private wasAdmitted = false;
  private readonly waiting = new Map<string, string>();

  private readonly since: Date;

  constructor(private readonly clock: Clock) {
    this.since = clock.now();
  }

  polled(): void {
    this.lastPollAt = this.clock.now();
  }

  /** The broker does not let this service consume; answers whether that is news. */
  refused(reason: string): boolean {
    const isNews = this.refusal !== reason;
    this.refusal = reason;
    return isNews;
  }

  get isRefused(): boolean {
    return this.refusal !== undefined;
  }

  /** What the broker has refused ever since this process began; undefined once it has let it consume. */
  get refusedSinceStart(): string | undefined {
    return this.wasAdmitted ? undefined : this.refusal;
  }

  /** The broker lets it. */
  admitted(): void {
    this.wasAdmitted = true;
    this.refusal = undefined;
  }

  waits(topic: string, partition: number, reason: string): void {
    this.waiting.set(`${topic}/${partition}`, reason);
  }

  goesOn(topic: string, partition: number): void {
    this.waiting.delete(`${topic}/${partition}`);
  }

  /** After the group has shared the partitions out anew: what went to another member is not waited for here. */
  assigned(partitions: Record<string, number[]>): void {
    const own = new Set(Object.entries(partitions).flatMap(([topic, list]) => list.map((one) => `${topic}/${one}`)));
    for (const at of this.waiting.keys()) if (!own.has(at)) this.waiting.delete(at);
  }

  /** How long nothing was heard from the broker, in milliseconds. */
  silentForMs(): number {
    return this.clock.now().getTime() - (this.lastPollAt ?? this.since).getTime();
  }

  report(): ConsumerReport {
    return {
      healthy:
        this.refusal === undefined &&
        this.lastPollAt !== undefined &&
        this.silentForMs() < SILENT_FOR_MS &&
        this.waiting.size === 0,
      lastPollAt: this.lastPollAt?.toISOString(),
      ...(this.refusal !== undefined && { refused: [this.refusal] }),
      waiting: Object.fromEntries(this.waiting),
    };
  }
}
