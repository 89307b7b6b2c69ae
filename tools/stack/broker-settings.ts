/** For one broker on one machine, embedded or in a container. */
const SETTINGS = {
  // There is one broker to keep copies.
  'default.replication.factor': 1,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'share.coordinator.state.topic.num.partitions': 1,

  // Topics are created by the services' migrations only, as in production.
  'auto.create.topics.enable': false,
  'num.partitions': 12,

  // What no rule says anything about is allowed; rights can be refused, so that tests see what comes of it.
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': true,

  // Consumer groups start at once, tests may have short sessions, and the broker is back 8 s after a kill -9 instead of 15 s.
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 3_000,
  'broker.session.timeout.ms': 2_000,
  'broker.heartbeat.interval.ms': 500,

  // Little memory and few threads.
  'log.cleaner.dedupe.buffer.size': 4_194_304,
  'num.network.threads': 1,
  'num.io.threads': 2,
};

/**
 * Lines of `server.properties`.
 * @param security wins over all others
 */
export function asProperties(settings: object, security: object = {}): string {
  return Object.entries({ ...settings, ...SETTINGS, ...security })
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('');
}

/** As Kafka's images take them: `num.partitions` is `KAFKA_NUM_PARTITIONS`. */
export function asEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, value]) => [
      `KAFKA_${name.replaceAll('.', '_').toUpperCase()}`,
      String(value),
    ]),
  );
}
