import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { runOnItsOwn } from '../consuming/operation-context.js';
import { PublishingRefusedError } from '../broker/broker-refusal.js';
import { Coalescer } from './coalescer.js';
import { CLOCK } from '../clock.token.js';
import { EventProducer } from './event-producer.js';
import { kafkaUserOf } from '../broker/kafka-client.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { type Outbox, type OutboxStore } from '../envelope/stored-event.js';
import { OutboxPublisher, together, without, type Sent } from './outbox-publisher.js';

/** The sweep leaves younger events to the relay that runs right after the write. */
const PENDING_FOR_MS = 5_000;
/** How long a swept aggregate is left alone by other sweeps. */
const LEASE_MS = 10_000;
/** The longest that an aggregate is left alone with an event that the broker does not take. */
const MAX_HELD_BACK_MS = 10 * 60_000;
const SWEEP_EVERY_MS = 1_000;
/** While this relay knows of nothing that was left: another instance that was killed may have left something. */
const LOOK_EVERY_MS = 10_000;
const SWEEP_SIZE = 500;
/** Nobody waits for an outbox to be cleared: so many are, together. */
const CLEAR_WITHIN_MS = 50;
/** Whoever was about to change an aggregate when its outbox was cleared has written by then. */
const KNOWN_FOR_MS = 1_000;

/**
 * Publishes the events that aggregates keep in their outboxes, and with them the states that changed.
 *
 * Always the whole outbox of an aggregate, in order, and removed only after the broker has acknowledged it: two relays
 * at once, or one that was killed, can repeat an event but never lose one or let one overtake another.
 *
 * Events that the broker does not take wait with those behind them of the same aggregate; all other aggregates go on.
 *
 * What was left is swept every second for as long as there is something, or was just now; otherwise only looked for now and
 * then, as each look costs a query for each collection.
 */
@Injectable()
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly publisher: OutboxPublisher;
  private readonly stores = new Map<OutboxStore, Coalescer<Outbox>>();
  /** Aggregates that are being published, with what has come meanwhile. */
  private readonly publishing = new Map<string, Outbox | undefined>();
  /** What the broker has of aggregates, while outboxes that were read hold it. */
  private readonly published = new Map<string, Set<Outbox>>();
  /** How often the broker refused the events of an aggregate. */
  private readonly refusals = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  /** Until then, or from then on: see `LOOK_EVERY_MS`. By the machine's own clock. */
  private sweepUntil = 0;
  private lookAt = 0;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly producer: EventProducer,
  ) {
    this.publisher = new OutboxPublisher(options, clock, producer);
  }

  register(store: OutboxStore): void {
    const removals = new Coalescer<Outbox>((outboxes) => store.removePublished(outboxes), {
      waitMs: CLEAR_WITHIN_MS,
      maxItems: 500,
    });
    this.stores.set(store, removals);
  }

  get registered(): OutboxStore[] {
    return [...this.stores.keys()];
  }

  start(): void {
    this.expectWork();
    this.timer ??= setInterval(() => this.sweepIfDue(), SWEEP_EVERY_MS);
  }

  /** Called right after the write. Returns at once; what fails here, the sweep finds. */
  publishSoon(store: OutboxStore, outbox: Outbox): void {
    if (!this.producer.available || !this.publisher.isTaken(outbox)) return this.expectWork();
    const key = keyOf(store, outbox);
    if (this.refusals.has(key)) return;
    if (this.publishing.has(key)) {
      this.publishing.set(key, together(this.publishing.get(key), outbox));
      return;
    }
    this.track(runOnItsOwn(() => this.publishUntilUnchanged(store, outbox)));
  }

  /** How many aggregates have events that were not published yet. */
  async countPending(): Promise<number> {
    const counts = await Promise.all([...this.stores.keys()].map((store) => store.countPending()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** For how long the first event waits that was not published yet; 0: none does. */
  async oldestPendingSeconds(): Promise<number> {
    const since = await Promise.all([...this.stores.keys()].map((store) => store.oldestPending()));
    const now = this.clock.now().getTime();
    return Math.max(0, ...since.map((date) => (date ? (now - date.getTime()) / 1_000 : 0)));
  }

  /** Stops sweeping and publishes what is pending, for as long as the broker takes it. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    try {
      for (const store of this.stores.keys()) await this.drain(store, new Date(this.clock.now().getTime() + 1));
    } catch (error) {
      this.logger.warn(`Pending events stay in their outboxes until the next start: ${(error as Error).message}`);
    }
  }

  private async publishUntilUnchanged(store: OutboxStore, first: Outbox): Promise<void> {
    const key = keyOf(store, first);
    try {
      for (let outbox: Outbox | undefined = first; outbox; outbox = this.publishing.get(key)) {
        this.publishing.set(key, undefined);
        const left = [...(this.published.get(key) ?? [])].reduce(without, outbox);
        const published = await this.send(store, left);
        if (published) this.clearSoon(store, published);
      }
    } finally {
      this.publishing.delete(key);
    }
  }

  /** What comes meanwhile is published without it. */
  private clearSoon(store: OutboxStore, published: Outbox): void {
    const key = keyOf(store, published);
    const all = this.published.get(key) ?? new Set();
    this.published.set(key, all.add(published));
    const forget = (): void => {
      all.delete(published);
      if (all.size === 0 && this.published.get(key) === all) this.published.delete(key);
    };
    const clear = async (): Promise<void> => {
      await this.stores.get(store)?.add(published);
      setTimeout(forget, KNOWN_FOR_MS).unref();
    };
    this.track(
      clear().catch((error: Error) => {
        forget();
        throw error;
      }),
    );
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: Error) => {
        this.expectWork();
        this.logger.debug(`Left to the sweep: ${error.message}`);
      })
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  /** Long enough for what is left now to be swept, and once more when its lease is over. */
  private expectWork(): void {
    this.sweepUntil = performance.now() + PENDING_FOR_MS + LEASE_MS + SWEEP_EVERY_MS;
  }

  private sweepIfDue(): void {
    const now = performance.now();
    if (now > this.sweepUntil && now < this.lookAt) return;
    this.lookAt = now + LOOK_EVERY_MS;
    this.sweeping ??= this.sweep()
      .catch((error: Error) => {
        this.expectWork();
        this.logger.debug(`Sweep failed, trying again: ${error.message}`);
      })
      .finally(() => (this.sweeping = undefined));
  }

  private async sweep(): Promise<void> {
    for (const store of this.stores.keys()) {
      await this.drain(store, new Date(this.clock.now().getTime() - PENDING_FOR_MS));
    }
  }

  private async drain(store: OutboxStore, pendingBefore: Date): Promise<void> {
    for (;;) {
      const leaseUntil = new Date(this.clock.now().getTime() + LEASE_MS);
      const outboxes = await store.leasePending(pendingBefore, leaseUntil, SWEEP_SIZE);
      if (outboxes.length > 0) this.expectWork();
      await Promise.all(outboxes.map((outbox) => this.publishAndClear(store, outbox)));
      if (outboxes.length < SWEEP_SIZE) return;
    }
  }

  private async publishAndClear(store: OutboxStore, outbox: Outbox): Promise<void> {
    const published = await this.send(store, outbox);
    if (published) await this.stores.get(store)?.add(published);
  }

  /** Answers what of it the broker has, and is to be cleared. */
  private async send(store: OutboxStore, outbox: Outbox): Promise<Outbox | undefined> {
    const sent = await this.publisher.publish(outbox);
    const { published, refused, refusedEvents } = sent;
    if (refused) await this.holdBack(store, outbox.aggregateId, sent, refused);
    if (outbox.events.length > 0 && !refusedEvents) this.refusals.delete(keyOf(store, outbox));
    // Also when it was empty: a database that was killed while it removed events may have kept the mark of the aggregate.
    return !refused || published.events.length > 0 || published.states ? published : undefined;
  }

  /** Told once, until it is taken. What the broker refuses of a whole topic, the sweep tries again when its lease is over. */
  private async holdBack(
    store: OutboxStore,
    aggregateId: string,
    { refusedEvents }: Sent,
    { topic, refusal }: PublishingRefusedError,
  ): Promise<void> {
    if (refusal.of !== 'message') return;
    const key = keyOf(store, { aggregateId });
    const times = this.refusals.get(key) ?? 0;
    if (refusedEvents) this.refusals.set(key, times + 1);
    if (times === 0)
      this.logger.error(
        { user: kafkaUserOf(this.options), operation: 'publish', topic, reason: refusal.code },
        `The ${refusedEvents ? 'events' : 'states'} of ${key} wait, and no others: the broker does not take them for ${topic}, ${refusal.code}.`,
      );
    const waitMs = refusedEvents ? Math.min(MAX_HELD_BACK_MS, LEASE_MS * 2 ** times) : MAX_HELD_BACK_MS;
    await store.holdBack(aggregateId, new Date(this.clock.now().getTime() + waitMs));
  }
}

function keyOf({ name }: OutboxStore, { aggregateId }: Pick<Outbox, 'aggregateId'>): string {
  return `${name}/${aggregateId}`;
}
