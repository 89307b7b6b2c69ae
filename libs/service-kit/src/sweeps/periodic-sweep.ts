import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { messageOf } from '#lib/messaging';

/**
 * Work that a service looks for again and again, such as what a crash left unfinished. Subclasses are providers.
 *
 * One run at a time: a run that takes longer than the interval keeps the next ones from starting. A run that fails is
 * logged, and the next one tries again. When the service stops, no run begins any more and the one in hand is finished.
 */
export abstract class PeriodicSweep implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private again = false;
  private ended = false;

  protected constructor(private readonly intervalSeconds: number) {}

  /** One run. */
  protected abstract sweep(): Promise<void>;

  /** Set when the service stops: a long run has to end early. */
  get stopping(): boolean {
    return this.ended;
  }

  /** One run, for whoever waits for it; what fails is thrown. */
  now(): Promise<void> {
    return this.sweep();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.start(), this.intervalSeconds * 1_000);
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Runs at once, or right after the run in hand, which may have missed what the caller knows of. */
  soon(): void {
    if (this.running) this.again = true;
    else this.start();
  }

  private start(): void {
    if (this.ended) return;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.sweep();
      } catch (error) {
        this.logger.warn(`Sweep failed, trying again: ${messageOf(error as Error)}`);
      }
    } while (this.again && !this.ended);
  }
}
