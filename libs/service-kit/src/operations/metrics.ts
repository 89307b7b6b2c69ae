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

/** Counts, whenever it is scraped, the aggregates whose events were not published yet. */
export function watchOutbox(countPending: () => Promise<number>): void {
  register.removeSingleMetric('twotier_outbox_pending_aggregates');
  new Gauge({
    name: 'twotier_outbox_pending_aggregates',
    help: 'Aggregates with events that the broker has not acknowledged yet.',
    async collect() {
      this.set(await countPending());
    },
  });
}

export const metricsContentType = register.contentType;

export function renderMetrics(): Promise<string> {
  return register.metrics();
}
