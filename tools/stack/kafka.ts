import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram, isExecutable, outputOf, runCommand } from '../process/command.ts';
import { Daemon } from '../process/daemon.ts';
import { freePort } from '../process/ports.ts';
import { withProgress } from '../process/progress.ts';
import { asScram, clientOptions, securitySettings, type BrokerSecurity } from './broker-security.ts';
import { asProperties } from './broker-settings.ts';
import { answersAt, cacheDirectory, embeddedServer, type Context, type Server } from './server.ts';

const KAFKA_VERSION = '4.3.1';
const LOG4J_VERSION = '2.25.3';
const MAVEN_DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const OLDEST_JAVA = 17;
// Any will do: a broker that is alone never meets another cluster.
const CLUSTER_ID = 'dHdvLXRpZXItbG9jYWwtMQ';
const JVM_FLAGS = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=WARN'];
const TITLE = `Apache Kafka ${KAFKA_VERSION}`;

/** Apache Kafka's own broker on this machine's Java. */
interface Distribution {
  java: string;
  classPath: string;
  /** For this Java and these jars: it halves the time that the broker takes to start. */
  classArchive: string;
}

/** @param security clients have to sign in, and may do nothing that no rule allows */
export async function startEmbeddedKafka(context: Context, security?: BrokerSecurity): Promise<Server> {
  const { dataDir, ephemeralPorts, log, signal } = context;
  const distribution = await obtain(context);
  const port = await freePort(ephemeralPorts ? undefined : 9092);
  const flags = [`-XX:SharedArchiveFile=${distribution.classArchive}`];
  const broker = await brokerIn(join(dataDir, 'kafka'), port, context, distribution, flags, security);
  await withProgress(log, `Kafka: embedded, ${TITLE}, on 127.0.0.1:${port}`, () => broker.start(signal));
  return embeddedServer(broker, `127.0.0.1:${port}`);
}

/** What keeps Kafka from running here; empty when nothing does. */
export async function missingForKafka(environment: NodeJS.ProcessEnv): Promise<string[]> {
  const missing = [];
  const version = await javaVersion(environment);
  if (version === undefined) missing.push(`Java ${OLDEST_JAVA} or newer (no java in JAVA_HOME or on the PATH)`);
  else if (version.major < OLDEST_JAVA)
    missing.push(`Java ${OLDEST_JAVA} or newer (${javaProgram(environment)} is Java ${version.major})`);
  if (!existsSync(jarDirectory(environment)) && !findProgram('mvn', environment))
    missing.push("Maven, which fetches Kafka's jars once (no mvn on the PATH)");
  return missing;
}

/** Fetches the jars and records their classes, unless the cache has them. */
async function obtain(context: Context): Promise<Distribution> {
  const { environment, log } = context;
  const jars = jarDirectory(environment);
  if (!existsSync(jars)) await fetchJars(context, jars);
  const key = createHash('sha256').update(`${(await javaVersion(environment))?.text}\n${jars}`);
  // Not among the jars: it is valid for the order in which the folder lists them.
  const classArchive = `${jars}-classes-${key.digest('hex').slice(0, 12)}.jsa`;
  const distribution = { java: javaProgram(environment), classPath: join(jars, '*'), classArchive };
  if (!existsSync(classArchive)) {
    const title = `${TITLE}: recording its classes for faster starts`;
    await withProgress(log, title, () => recordClasses(context, distribution));
  }
  return distribution;
}

async function fetchJars({ environment, dataDir, log, record, signal }: Context, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const unfinished = await mkdtemp(`${target}-unfinished-`);
  const options = { name: 'maven', directory: unfinished, environment, record, signal };
  const goal = [`${MAVEN_DEPENDENCY_PLUGIN}:copy-dependencies`, '-DincludeScope=runtime', '-DoutputDirectory=jars'];
  try {
    await writeFile(join(unfinished, 'pom.xml'), POM);
    await withProgress(log, `${TITLE}: fetching its jars with Maven`, (report) => {
      let files = 0;
      const onLine = (line: string): void => void (line.includes('Downloaded') && report(`${++files} files`));
      return runCommand(['mvn', '-B', ...goal], { ...options, onLine, logFile: join(dataDir, 'logs', 'maven.log') });
    });
    await rename(join(unfinished, 'jars'), target).catch((error) => {
      // Two runs may fetch at once: the first to finish wins.
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function recordClasses(context: Context, distribution: Distribution): Promise<void> {
  const { classArchive } = distribution;
  const directory = await mkdtemp(join(dirname(classArchive), 'recording-'));
  try {
    const recorded = join(directory, 'classes.jsa');
    const flags = [`-XX:ArchiveClassesAtExit=${recorded}`];
    const anywhere = { ...context, ephemeralPorts: true };
    const broker = await brokerIn(directory, await freePort(), anywhere, distribution, flags);
    await broker.start(context.signal);
    await broker.stop();
    // A Java that cannot record starts with an empty archive as well, and is not asked again each time.
    if (!existsSync(recorded)) await writeFile(recorded, '');
    await rename(recorded, classArchive);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A broker whose data and settings are in this directory. */
async function brokerIn(
  directory: string,
  port: number,
  { dataDir, environment, ephemeralPorts, log, record, signal }: Context,
  { java, classPath }: Distribution,
  flags: string[],
  security?: BrokerSecurity,
): Promise<Daemon> {
  const properties = join(directory, 'server.properties');
  const data = join(directory, 'data');
  await mkdir(directory, { recursive: true });
  await writeFile(properties, propertiesOf(data, port, await freePort(ephemeralPorts ? undefined : 9093), security));
  const jvm = [java, ...JVM_FLAGS, '-cp', classPath];
  const common = { environment, record, logFile: join(dataDir, 'logs', 'kafka.log') };
  if (!existsSync(join(data, 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties, '--ignore-formatted'];
    for (const user of security?.users ?? []) format.push('--add-scram', asScram(user));
    await runCommand([...jvm, ...format], { ...common, name: 'kafka-format', signal });
  }
  return new Daemon({
    ...common,
    name: 'kafka',
    log,
    startLimitMs: 120_000,
    stopLimitMs: 30_000,
    command: [...jvm, ...flags, 'kafka.Kafka', properties],
    answers: () => answersAt('kafka', `127.0.0.1:${port}`, security && clientOptions(security)),
  });
}

function jarDirectory(environment: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(environment), `kafka-${KAFKA_VERSION}-log4j-${LOG4J_VERSION}`);
}

function javaProgram(environment: NodeJS.ProcessEnv): string {
  const inHome = environment.JAVA_HOME && join(environment.JAVA_HOME, 'bin', 'java');
  return inHome && isExecutable(inHome) ? inHome : (findProgram('java', environment) ?? 'java');
}

async function javaVersion(environment: NodeJS.ProcessEnv): Promise<{ text: string; major: number } | undefined> {
  const text = await outputOf([javaProgram(environment), '-version'], environment);
  const number = text?.match(/version "(?:1\.)?(\d+)/)?.[1];
  return text && number ? { text, major: Number(number) } : undefined;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.twotier</groupId>
  <artifactId>local-kafka</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>${LOG4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** One broker that is its own controller. */
function propertiesOf(data: string, port: number, controllerPort: number, security?: BrokerSecurity): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'CLIENTS',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': data,
  };
  return asProperties(settings, security && securitySettings(security));
}
