import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { isTransient, mayFailEachTime } from '#lib/messaging';
import { accepted, isRefusal } from '#lib/partner-api';
import { traced, type OpenSpan } from '#lib/telemetry';
import { SweepLeasesRepository, type SweepLease } from './sweep-leases.repository.js';

/** How many items an instance works on at the same time. */
const PARALLEL = 4;
const PAGE = 100;
const FIRST_PAUSE_MS = 1_000;
const CLEAN_EVERY_MS = 60 * 60 * 1_000;

/** The longest that an item waits for its next try. Only what fails by itself, which somebody has to look at, waits long. */
const longestPauseMs = { refused: 60_000, unavailable: 15_000, failed: 10 * 60_000 };

type Failure = keyof typeof longestPauseMs;

const sweptItems = new Counter({
  name: 'twotier_swept_items_total',
  help: 'What sweeps found, by outcome: done, refused, unavailable (a database or service is away) or failed.',
  labelNames: ['sweep', 'outcome'],
});

/** Where a sweep goes on: documents with greater ids. */
export interface SweepPage {
  after?: string;
  limit: number;
}

interface Found {
  id: string;
}

export interface Sweeping<Document extends Found, Item extends Found> {
  /** What is looked for, such as `reserved-order`: its name in leases, logs and metrics. */
  name: string;
  /** Documents in the order of their ids. */
  find(page: SweepPage): Promise<Document[]>;
  /** What there is to do in a document, each with an id that is one of a kind. */
  itemsOf(document: Document): Item[];
  /** Does it, any number of times: another instance may have begun and died. */
  work(item: Item): Promise<unknown>;
}

/** What is done with an item, whatever it was found in. */
type Working<Item extends Found> = Pick<Sweeping<Found, Item>, 'name' | 'work'>;

/** A run of a sweep, which ends early when the service stops. */
interface Run {
  readonly stopping: boolean;
}

/** Those of a filter's documents that are on the page. */
export function onPage({ after }: SweepPage): { _id?: { $gt: string } } {
  return after === undefined ? {} : { _id: { $gt: after } };
}

/**
 * Turns what a sweep finds into items that are done one by one: each under a lease, so that several instances share them;
 * each by itself, so that one that cannot be done keeps no other waiting; each failure counted, and logged the first time.
 */
@Injectable()
export class SweptItems {
  private readonly logger = new Logger(SweptItems.name);
  private cleanAt = 0;

  constructor(private readonly leases: SweepLeasesRepository) {}

  async each<Document extends Found, Item extends Found>(run: Run, sweeping: Sweeping<Document, Item>): Promise<void> {
    for (let after: string | undefined; !run.stopping;) {
      const documents = await sweeping.find({ limit: PAGE, ...(after !== undefined && { after }) });
      await this.workOn(
        run,
        sweeping,
        documents.flatMap((document) => sweeping.itemsOf(document)),
      );
      if (documents.length < PAGE) return this.clean();
      after = documents.at(-1)?.id;
    }
  }

  private async workOn<Item extends Found>(run: Run, sweeping: Working<Item>, items: Item[]): Promise<void> {
    if (items.length === 0) return;
    const leaseIdOf = ({ id }: Item): string => `${sweeping.name}/${id}`;
    const taken = await this.leases.taken(items.map(leaseIdOf));
    const queue = items.filter((item) => !taken.has(leaseIdOf(item)));
    const workers = Array.from({ length: Math.min(PARALLEL, queue.length) }, async () => {
      for (let item = queue.shift(); item && !run.stopping; item = queue.shift()) {
        const lease = await this.leases.take(leaseIdOf(item));
        if (lease) await this.traced(lease, sweeping, item);
      }
    });
    const ends = await Promise.allSettled(workers);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private traced<Item extends Found>(lease: SweepLease, working: Working<Item>, item: Item): Promise<void> {
    const attributes = { 'twotier.sweep.name': working.name, 'twotier.sweep.attempts': lease.attempts };
    return traced(`sweep ${working.name}`, { kind: 'internal', attributes }, (span) =>
      this.workUnder(lease, working, item, span),
    );
  }

  private async workUnder<Item extends Found>(
    lease: SweepLease,
    { name, work }: Working<Item>,
    item: Item,
    span: OpenSpan | undefined,
  ): Promise<void> {
    try {
      accepted(await work(item));
    } catch (error) {
      const failure = failureOf(error);
      span?.fail(failure);
      sweptItems.inc({ sweep: name, outcome: failure });
      this.report(name, item, lease, failure, error as Error);
      await this.leases.waits(lease, Math.min(longestPauseMs[failure], FIRST_PAUSE_MS * 2 ** (lease.attempts - 1)));
      return;
    }
    sweptItems.inc({ sweep: name, outcome: 'done' });
    await this.leases.done(lease);
  }

  private report(sweep: string, { id }: Found, { attempts }: SweepLease, failure: Failure, error: Error): void {
    const details = { sweep, item: id, attempts, failure };
    const text = `${sweep} ${id} cannot be done, and will be tried again: ${error.message}`;
    if (attempts > 1) this.logger.debug(details, text);
    else if (failure === 'failed') this.logger.error({ ...details, err: error }, text);
    else this.logger.warn(details, text);
  }

  private async clean(): Promise<void> {
    if (performance.now() < this.cleanAt) return;
    this.cleanAt = performance.now() + CLEAN_EVERY_MS;
    await this.leases.removeOld();
  }
}

function failureOf(error: unknown): Failure {
  if (isRefusal(error)) return 'refused';
  return isTransient(error) && !mayFailEachTime(error) ? 'unavailable' : 'failed';
}
