// @ts-check
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from './cache.mjs';
import { runCommand } from './process/command.mjs';
import { withProgress } from './process/progress.mjs';
import { findProgram, isExecutable, outputOf } from './programs.mjs';

const KAFKA_VERSION = '4.3.1';
const LOG4J_VERSION = '2.25.3';
const MAVEN_DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1';
const OLDEST_JAVA = 17;

export const KAFKA_TITLE = `Apache Kafka ${KAFKA_VERSION}`;

/**
 * Apache Kafka's own broker on this machine's Java.
 * @typedef {object} KafkaDistribution
 * @property {string} java
 * @property {string} classPath
 * @property {string} classArchive for this Java and these jars; need not exist
 */

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string[]>} what keeps Kafka from running here; empty when nothing does
 */
export async function missingForKafka(environment) {
  const missing = [];
  const version = await javaVersion(environment);
  if (version === undefined) missing.push(`Java ${OLDEST_JAVA} or newer (no java in JAVA_HOME or on the PATH)`);
  else if (version.major < OLDEST_JAVA)
    missing.push(`Java ${OLDEST_JAVA} or newer (${javaProgram(environment)} is Java ${version.major})`);
  const needsMaven = !existsSync(jarDirectory(environment));
  if (needsMaven && !findProgram('mvn', environment))
    missing.push("Maven, which fetches Kafka's jars once (no mvn on the PATH)");
  return missing;
}

/**
 * Fetches the jars when the cache has none.
 * @param {import('./index.mjs').Context} context
 * @returns {Promise<KafkaDistribution>}
 */
export async function kafkaDistribution(context) {
  const { environment } = context;
  const jars = jarDirectory(environment);
  if (!existsSync(jars)) await fetchJars(context, jars);
  const names = (await readdir(jars)).filter((name) => name.endsWith('.jar')).sort();
  const classPath = names.map((name) => join(jars, name)).join(':');
  const key = createHash('sha256').update(`${(await javaVersion(environment))?.text}\n${classPath}`);
  return {
    java: javaProgram(environment),
    classPath,
    classArchive: join(jars, `classes-${key.digest('hex').slice(0, 12)}.jsa`),
  };
}

/** @param {NodeJS.ProcessEnv} environment */
function jarDirectory(environment) {
  return join(cacheDirectory(environment), `kafka-${KAFKA_VERSION}-log4j-${LOG4J_VERSION}`);
}

/**
 * @param {import('./index.mjs').Context} context
 * @param {string} target appears only when it is complete
 */
async function fetchJars({ environment, dataDir, log, record, signal }, target) {
  await mkdir(cacheDirectory(environment), { recursive: true });
  const unfinished = await mkdtemp(`${target}-unfinished-`);
  try {
    await writeFile(join(unfinished, 'pom.xml'), pom());
    const command = [
      'mvn',
      '-B',
      `${MAVEN_DEPENDENCY_PLUGIN}:copy-dependencies`,
      '-DincludeScope=runtime',
      '-DoutputDirectory=jars',
    ];
    const options = {
      name: 'maven',
      logFile: join(dataDir, 'logs', 'maven.log'),
      directory: unfinished,
      environment,
      record,
      signal,
    };
    await withProgress(log, `${KAFKA_TITLE}: fetching its jars with Maven`, async (report) => {
      let files = 0;
      const onLine = (/** @type {string} */ line) => line.includes('Downloaded') && report(`${++files} files`);
      await runCommand(command, { ...options, onLine });
    });
    await rename(join(unfinished, 'jars'), target).catch(unlessExists(target));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * Two runs may fetch at once: the first to finish wins.
 * @param {string} target
 */
function unlessExists(target) {
  return (/** @type {unknown} */ error) => {
    if (!existsSync(target)) throw error;
  };
}

function pom() {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
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
}

/** @param {NodeJS.ProcessEnv} environment */
function javaProgram(environment) {
  const inHome = environment.JAVA_HOME && join(environment.JAVA_HOME, 'bin', 'java');
  return inHome && isExecutable(inHome) ? inHome : (findProgram('java', environment) ?? 'java');
}

/** @param {NodeJS.ProcessEnv} environment */
async function javaVersion(environment) {
  const text = await outputOf([javaProgram(environment), '-version'], environment);
  const number = text?.match(/version "(?:1\.)?(\d+)/)?.[1];
  return text && number ? { text, major: Number(number) } : undefined;
}
