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

/** That the public state of something changed, as it waits in its aggregate's document. */
export interface StateChange {
  /** What it is the state of: the name of the state and the key, such as `customer.state/<id>`. */
  of: string;
  /** The version of the document that it came with. */
  version: number;
}

/** A public state that is to be published, or, without data, that there is none any more. */
export interface PublicState {
  key: string;
  /** The CloudEvents type, such as `io.twotier.customer.state.v1`. */
  type: string;
  data?: object;
}

/** States of one aggregate that are to be published, all as they are at one version of its document. */
export interface PendingStates {
  version: number;
  /** How many events of the aggregate they include. */
  sequence: number;
  /** What has changed, and this relay publishes. */
  changes: StateChange[];
  /** All changes that were pending: what is not among those above, somebody else may be publishing in an older state. */
  all: StateChange[];
  /** What has changed, as it is now. */
  read(changes: StateChange[]): PublicState[];
  /** Of what a sweep took: when the same is published again, and whether it took that alone, so that this is the last time. */
  again?: { at: Date; isOnly: boolean };
}

/** What of one aggregate is to be published: its pending events, all of them, in order, and states. */
export interface Outbox {
  aggregateId: string;
  events: StoredEvent[];
  /** Absent where none has changed. */
  states?: PendingStates | undefined;
}

/** Where aggregates and their pending events are kept. Each repository is one. */
export interface OutboxStore {
  /** A name for logs and metrics, such as `customers`. */
  readonly name: string;
  /** Leases up to `limit` aggregates of which something has been pending since before `pendingBefore`. */
  leasePending(pendingBefore: Date, leaseUntil: Date, limit: number): Promise<Outbox[]>;
  /** Removes what was published: these events, and changes of states. */
  removePublished(published: Outbox[]): Promise<void>;
  /** Keeps sweeps off an aggregate of which the broker refuses something. */
  holdBack(aggregateId: string, until: Date): Promise<void>;
  /** How many aggregates have something pending that is due. */
  countPending(): Promise<number>;
  /** Since when the first of them has waited; undefined if there is none. */
  oldestPending(): Promise<Date | undefined>;
  /**
   * Marks states as pending that were never told, of up to `limit` aggregates; where the aggregates tell something. Answers whether there
   * may be more.
   */
  noteUntold?(limit: number): Promise<boolean>;
}
