// docs/reference/broker-acls.md: the rights at the broker of each service, consumer and sender, from the contracts that the services handle.
import 'reflect-metadata';
import { ModulesContainer } from '@nestjs/core';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';
import { table } from '../markdown.ts';
import { loadBuilt, previewOf, SERVICES } from '../openapi.ts';

interface Right {
  resource: 'TOPIC' | 'GROUP';
  name: string;
  pattern: 'LITERAL' | 'PREFIXED';
  operations: string[];
}
interface Channel {
  address: string;
  messages: Record<string, unknown>;
}
interface Spec {
  topic: string;
  partitions: number;
  settings: Record<string, string>;
}

const INTRODUCTION = `# Rights at the broker

What each service, each consumer and each sender may do at a broker that checks. \`npm run docs\` writes this page from the contracts that the services handle, and a
test runs the platform with these rights and no others. [Secure the broker](../guides/secure-the-broker.md) says how to use it.

Topics and groups begin with \`TOPIC_PREFIX\`, which is \`twotier\` here. \`READ\` and \`WRITE\` include \`DESCRIBE\`; with \`WRITE\` on a topic a producer may be idempotent, so nothing on
the cluster is needed. No client of the platform uses transactions. The lines are for Kafka's own tool; set it up once:

\`\`\`sh
acls() { kafka-acls.sh --bootstrap-server "$BROKERS" --command-config admin.properties --add "$@"; }
\`\`\`

`;

const SERVICES_INTRODUCTION = `Each service signs in as a user of its own, here \`User:twotier-<service>\`. It creates the topics that do not exist. If somebody else
creates them before it starts, leave \`CREATE\` out: [Topics](#topics) says how. Without \`DESCRIBE_CONFIGS\` a service cannot warn of topics that are set up badly, and says so once.
By \`ALTER_CONFIGS\` it sets up its own topics, also those that exist; without, it says so and goes on.`;

const CONSUMERS_INTRODUCTION = `A program of your own that reads events, here \`User:crm\`, with consumer groups whose names begin with \`crm\`. Give it the topics that it reads.`;

const SENDERS_INTRODUCTION = `A platform that sends commands, here \`User:crm\`. It reads what became of them in the events of the same service, like any consumer. Whoever may write to a topic may name
any source there, so each line gives the right to speak for every partner: see [Sources](commands.md#sources). The last line
is for \`npm run import\`, which reads in groups of its own.`;

const TOOLS_INTRODUCTION = `\`npm run dlt\` lists, shows and gives again what was parked, here as \`User:twotier-operator\`.`;

/** @param document the AsyncAPI document */
export async function describeBrokerAcls({ channels }: { channels?: object }): Promise<string> {
  const { BaseConfig } = await loadBuilt('libs/service-kit/src/start/config.js');
  const { Topics } = await loadBuilt('libs/messaging/src/topics/topics.js');
  const { topicsOf } = await loadBuilt('libs/messaging/src/topics/service-topics.js');
  const rights = await loadBuilt('libs/messaging/src/broker/broker-rights.js');
  const { TOPIC_PREFIX, TOPIC_PARTITIONS } = new BaseConfig();
  const names = new Topics(TOPIC_PREFIX);
  const services = await Promise.all(
    SERVICES.map(async (service) => ({
      service,
      group: names.group(service),
      topics: topicsOf(service, await handledBy(service), names, { partitions: TOPIC_PARTITIONS }),
      beginners: names.beginners(service),
    })),
  );
  const chapters = services.map(({ service, group, topics, beginners }) =>
    chapter(`### ${service}`, `User:${TOPIC_PREFIX}-${service}`, rights.rightsOfService(topics, group, beginners)),
  );
  const all = Object.values(channels ?? {}) as Channel[];
  const [ofCommands, ofEvents] = [all.filter(isOfCommands), all.filter((channel) => !isOfCommands(channel))];
  return [
    `${INTRODUCTION}## Services\n\n${SERVICES_INTRODUCTION}`,
    ...chapters,
    `## Consumers of events\n\n${CONSUMERS_INTRODUCTION}`,
    sh(
      linesOf(
        'User:crm',
        rights.rightsOfConsumer(
          ofEvents.map(({ address }) => address),
          'crm',
        ),
      ),
    ),
    `## Senders of commands\n\n${SENDERS_INTRODUCTION}`,
    table(
      ['Command', 'WRITE on', 'READ on'],
      ofCommands.flatMap(({ address, messages }) =>
        Object.keys(messages).map((type) => [`\`${type}\``, `\`${address}\``, `\`${outcomesOf(address)}\``]),
      ),
    ),
    sh(
      linesOf('User:crm', [
        ...rights.rightsOfSender(ofCommands.map(({ address }) => address)),
        ...rights.rightsOfConsumer([], `${TOPIC_PREFIX}.import.`),
      ]),
    ),
    `## Dead letters\n\n${TOOLS_INTRODUCTION}`,
    sh(linesOf(`User:${TOPIC_PREFIX}-operator`, rights.rightsOfDeadLetters(services.flatMap(({ topics }) => topics)))),
    `## Topics\n\n${describeTopics(services.flatMap(({ topics }) => topics))}`,
    '',
  ].join('\n\n');
}

/** The contracts of the messages that a service handles, by itself or by what it takes from the libraries. */
async function handledBy(service: (typeof SERVICES)[number]): Promise<object[]> {
  const modules = (await previewOf(service)).get(ModulesContainer).values();
  const prototypes = [...modules].flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => (metatype as { prototype: Record<string, object> }).prototype),
  );
  const methods = prototypes.flatMap((prototype) =>
    Object.getOwnPropertyNames(prototype).map((name) => prototype[name] ?? {}),
  );
  return methods.flatMap((method) => Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method)?.contracts ?? []);
}

function chapter(title: string, user: string, rights: Right[]): string {
  return `${title}\n\n${sh(linesOf(user, rights))}`;
}

/** A line for all topics, or groups, with the same rights. */
function linesOf(user: string, rights: Right[]): string[] {
  const keyOf = ({ resource, pattern, operations }: Right) => [resource, pattern, ...operations].join();
  const kinds = new Set(rights.map(keyOf));
  return [...kinds].map((kind) => {
    const alike = rights.filter((right) => keyOf(right) === kind);
    const { resource, pattern, operations } = alike[0] as Right;
    return [
      `acls --allow-principal ${user}`,
      ...operations.map((operation) => `--operation ${camelCase(operation)}`),
      ...(pattern === 'PREFIXED' ? ['--resource-pattern-type prefixed'] : []),
      ...alike.map(({ name }) => `\\\n  --${resource.toLowerCase()} ${name}`),
    ].join(' ');
  });
}

function describeTopics(topics: Spec[]): string {
  const byName = new Map(topics.map((spec) => [spec.topic, spec]));
  const rows = [...byName.values()]
    .sort((one, other) => (one.topic < other.topic ? -1 : 1))
    .map(({ topic, partitions, settings }) => [
      `\`${topic}\``,
      String(partitions),
      Object.entries(settings)
        .filter(([name, value]) => !USUAL.includes(`${name}=${value}`))
        .map(([name, value]) => `\`${name}=${value}\``)
        .join(' '),
    ]);
  return `${TOPICS_INTRODUCTION}\n\n${table(['Topic', 'Partitions', 'Besides'], rows)}`;
}

const USUAL = ['cleanup.policy=delete', 'retention.ms=-1', 'compression.type=uncompressed'];

const TOPICS_INTRODUCTION = `Topics have \`cleanup.policy=delete\`, \`retention.ms=-1\` and \`compression.type=uncompressed\` where nothing else is said. Create them with three replicas and \`min.insync.replicas=2\`.
Services warn when they start if a topic has fewer replicas than \`TOPIC_REPLICATION_FACTOR\`, an unsafe \`min.insync.replicas\`, or other settings than these:

\`\`\`sh
kafka-topics.sh --bootstrap-server "$BROKERS" --command-config admin.properties --create --topic twotier.customers.events \\
  --partitions 12 --replication-factor 3 --config min.insync.replicas=2 --config cleanup.policy=delete --config retention.ms=-1
\`\`\``;

function sh(lines: string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** @param operation such as DESCRIBE_CONFIGS */
function camelCase(operation: string): string {
  return operation.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isOfCommands({ address }: Channel): boolean {
  return address.endsWith('.commands');
}

/** @param commands a topic of commands */
function outcomesOf(commands: string): string {
  return commands.replace(/commands$/, 'events');
}
