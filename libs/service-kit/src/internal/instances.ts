import { Injectable } from '@nestjs/common';
import { type ServiceName } from '#lib/contracts';
import { BaseConfig } from '../start/config.js';
import { NotSentError, type HttpAnswer } from './http.js';

/** How long an instance that did not answer, or that stops, is passed over, while there are others. */
const AWAY_FOR_MS = 2_000;

/** The instances of one service, taken in turn. Times are milliseconds of a clock that never jumps. */
export class Instances {
  private readonly awayUntil = new Map<string, number>();
  private turn = 0;

  constructor(readonly urls: readonly string[]) {}

  /** The next one that may answer, but for those that were tried already. Of one that was away, one call finds out whether it is back. */
  next(tried: ReadonlySet<string> = new Set(), now = performance.now()): string {
    const left = this.urls.filter((url) => !tried.has(url));
    const present = left.filter((url) => (this.awayUntil.get(url) ?? 0) <= now);
    const candidates = present.length > 0 ? present : left;
    this.turn = (this.turn + 1) % candidates.length;
    const url = candidates[this.turn] as string;
    if (this.awayUntil.has(url)) this.isAway(url, now);
    return url;
  }

  /**
   * Asks the next one, which is then among those that were tried, and remembers whether it answered. One that closes the connection
   * with its answer is about to stop. Rejects as `ask` does.
   */
  async ask(ask: (url: string) => Promise<HttpAnswer>, tried = new Set<string>()): Promise<HttpAnswer> {
    const url = this.next(tried);
    tried.add(url);
    try {
      const answer = await ask(url);
      if (/\bclose\b/i.test(answer.headers.connection ?? '')) this.isAway(url);
      else this.answered(url);
      return answer;
    } catch (error) {
      this.isAway(url);
      throw error;
    }
  }

  /** The same, but what was not sent to one instance goes to the next. What was sent may have been begun there, and is not sent again. */
  async askUntilSent(ask: (url: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const tried = new Set<string>();
    for (;;) {
      try {
        return await this.ask(ask, tried);
      } catch (error) {
        if (!(error instanceof NotSentError) || tried.size === this.urls.length) throw error;
      }
    }
  }

  isAway(url: string, now = performance.now()): void {
    this.awayUntil.set(url, now + AWAY_FOR_MS);
  }

  answered(url: string): void {
    this.awayUntil.delete(url);
  }
}

/** What this process knows of the instances of all services. */
@Injectable()
export class ServiceInstances {
  private readonly known = new Map<ServiceName, Instances>();

  constructor(private readonly config: BaseConfig) {}

  of(service: ServiceName): Instances {
    const instances = this.known.get(service) ?? new Instances(this.config.urlsOf(service));
    this.known.set(service, instances);
    return instances;
  }
}
