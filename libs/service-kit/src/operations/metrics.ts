import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';

collectDefaultMetrics();

/** Requests by route pattern; never by path, which could hold a token. */
export const httpDuration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Duration of HTTP requests.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Empty unless `DATABASE_MONITORING` is on, or something is traced. */
export const databaseCommands = new Histogram({
  name: 'twotier_request_database_commands',
  help: 'Commands to the database until a request was answered.',
  labelNames: ['method', 'route'],
  buckets: [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 50],
});

export const consumedMessages = new Counter({
  name: 'twotier_consumed_messages_total',
  help: 'Consumed messages by outcome: done, retry or park.',
  labelNames: ['topic', 'outcome'],
});

/** Since this process has started, of all topics. */
export async function countedOutcomes(): Promise<{ done: number; retry: number; park: number }> {
  const counts = { done: 0, retry: 0, park: 0 };
  for (const { labels, value } of (await consumedMessages.get()).values)
    if (labels.outcome !== undefined) counts[labels.outcome as keyof typeof counts] += value;
  return counts;
}

export const handlingDuration = new Histogram({
  name: 'twotier_message_handling_duration_seconds',
  help: 'How long a consumed message took, with all its tries.',
  labelNames: ['topic'],
  buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

export const poolWait = new Histogram({
  name: 'twotier_database_pool_wait_seconds',
  help: 'How long a command waited for a connection to the database.',
  buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5],
});

/** What a service knows of its outboxes and of its consumer. */
export interface Watched {
  /** Aggregates with something that was not published yet. */
  countPending(): Promise<number>;
  /** For how long the first of them waits, in seconds; 0: nothing does. */
  oldestPendingSeconds(): Promise<number>;
  /** Whether it consumes, if there is anything to consume. */
  isConsuming(): boolean;
  /** Partitions that wait for infrastructure. */
  countWaiting(): number;
  /** Messages that the broker had of each partition, and that were not handled, when it was read last. */
  lags(): { topic: string; partition: number; lag: number }[];
}

/** Asks whenever it is scraped. */
export function watchService(watched: Watched): void {
  gauge('twotier_outbox_pending_aggregates', 'Aggregates with events that the broker has not acknowledged yet.', () =>
    watched.countPending(),
  );
  gauge('twotier_outbox_oldest_seconds', 'How long the first of them waits.', () => watched.oldestPendingSeconds());
  gauge('twotier_consumer_healthy', '1: the service consumes, and no partition waits.', () =>
    Number(watched.isConsuming()),
  );
  gauge('twotier_consumer_waiting_partitions', 'Partitions that wait for infrastructure.', () =>
    watched.countWaiting(),
  );
  register.removeSingleMetric('twotier_consumer_lag_messages');
  new Gauge({
    name: 'twotier_consumer_lag_messages',
    help: 'Messages of a partition that are not handled, when this instance read it last.',
    labelNames: ['topic', 'partition'],
    collect() {
      this.reset();
      for (const { topic, partition, lag } of watched.lags()) this.set({ topic, partition: String(partition) }, lag);
    },
  });
}

function gauge(name: string, help: string, read: () => Promise<number> | number): void {
  register.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    async collect() {
      this.set(await read());
    },
  });
}

export const metricsContentType = register.contentType;

export function renderMetrics(): Promise<string> {
  return register.metrics();
}
