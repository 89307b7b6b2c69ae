// @ts-check

/**
 * One broker that is its own controller, for one machine.
 * @param {{ data: string, port: number, controllerPort: number }} options
 */
export function kafkaProperties({ data, port, controllerPort }) {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=CLIENTS://127.0.0.1:${port}
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENTS
controller.listener.names=CONTROLLER
log.dirs=${data}

# There is one broker to keep copies.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1

# Topics are created by the services' migrations only, as in production.
auto.create.topics.enable=false
num.partitions=12

# What no rule says anything about is allowed; rights can be refused, so that tests see what comes of it.
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=true

# Consumer groups start at once, and the broker is back 8 s after a kill -9 instead of 15 s.
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500

# Little memory and few threads.
log.cleaner.dedupe.buffer.size=4194304
num.network.threads=1
num.io.threads=2
`;
}

export const loggingProperties = `appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %c: %m%n
rootLogger.level=WARN
rootLogger.appenderRef.console.ref=console
`;
