/** An event as it waits in its aggregate's document. */
export interface StoredEvent {
  /** `<aggregate id>.<sequence>`: the same event has the same id however often it is published. */
  id: string;
  /** The CloudEvents type, such as `io.twotier.customer.created.v1`. */
  type: string;
  /** Counts the events of the aggregate, from 1. */
  sequence: number;
  time: Date;
  data: Record<string, unknown>;
  correlationId: string;
  causationId?: string;
  actor?: string;
  traceparent?: string;
}

/** The pending events of one aggregate, all of them, in order. */
export interface Outbox {
  aggregateId: string;
  events: StoredEvent[];
}

/** Where aggregates and their pending events are kept. Each repository is one. */
export interface OutboxStore {
  /** A name for logs and metrics, such as `customers`. */
  readonly name: string;
  /** The pending events of one aggregate; empty when there are none. */
  readOutbox(aggregateId: string): Promise<Outbox>;
  /** Leases up to `limit` aggregates whose events have been pending since before `pendingBefore`. */
  leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]>;
  /** Removes published events. */
  removePublished(published: Outbox[]): Promise<void>;
  /** Keeps sweeps off an aggregate whose events the broker refuses. */
  holdBack(aggregateId: string, until: Date): Promise<void>;
  /** How many aggregates have pending events. */
  countPending(): Promise<number>;
}
