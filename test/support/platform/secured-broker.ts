import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import kafkajs, { Kafka, logLevel, type AclEntry, type Admin } from 'kafkajs';
import { KafkaSecurity } from '#lib/messaging';
import { uninterrupted } from '../../../tools/process/concurrency.js';
import { ProcessRecord } from '../../../tools/process/leftovers.js';
import { missingForKafka, startEmbeddedKafka } from '../../../tools/stack/kafka.js';
import { type Context, type Server } from '../../../tools/stack/server.js';
import { type LocalCertificate } from '../../../tools/platform/tls/local-certificate.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const ADMIN = 'admin';
const REFERENCE = join('docs', 'reference', 'broker-acls.md');

type Kind = 'TOPIC' | 'GROUP';
type Operation = 'READ' | 'WRITE' | 'CREATE' | 'DESCRIBE_CONFIGS';

/** A broker of a suite's own where everybody has to sign in, and may do nothing that no rule allows. */
export class SecuredBroker {
  private constructor(
    private readonly server: Server,
    private readonly directory: string,
    private readonly caFile: string,
  ) {}

  /** @param users who may sign in, each with a password of its own */
  static async start(directory: string, users: string[]): Promise<SecuredBroker> {
    const missing = await missingForKafka(process.env);
    if (missing.length > 0)
      throw new Error(`A broker that checks is always started here. Missing: ${missing.join(', ')}`);
    await rm(directory, { recursive: true, force: true });
    const { certFile, keyFile, rootFile } = await certificateIn(directory);
    const [certificate, key] = await Promise.all([certFile, keyFile].map((file) => readFile(file, 'utf8')));
    const keyStoreFile = join(directory, 'broker.pem');
    await writeFile(keyStoreFile, `${key}${certificate}`);
    const all = [ADMIN, ...users].map((name) => ({ name, password: passwordOf(name) }));
    for (const { name, password } of all) await writeFile(join(directory, name), password);
    const admin = { name: ADMIN, password: passwordOf(ADMIN) };
    const server = await startEmbeddedKafka(contextIn(directory), {
      keyStoreFile,
      trustStoreFile: rootFile,
      users: all,
      admin,
    });
    return new SecuredBroker(server, directory, rootFile);
  }

  get brokers(): string {
    return this.server.address;
  }

  /** What a client has to be given to sign in as this user. */
  settingsOf(user: string): Record<string, string> {
    return {
      KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
      KAFKA_SSL_CA_FILE: this.caFile,
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_SASL_USERNAME: user,
      KAFKA_SASL_PASSWORD_FILE: join(this.directory, user),
    };
  }

  accessOf(user: string): ReturnType<KafkaSecurity['options']> {
    return new KafkaSecurity(this.settingsOf(user)).options();
  }

  /** What the user's clients take for its password from now on; without one, the right one. */
  changePassword(user: string, password = passwordOf(user)): Promise<void> {
    return writeFile(join(this.directory, user), password);
  }

  /**
   * Gives what the reference says, line by line.
   * @param prefix of topics and groups
   */
  async giveRightsOfReference(prefix: string): Promise<void> {
    const lines = (await readFile(REFERENCE, 'utf8')).replaceAll(/ \\\n */g, ' ').match(/^acls --allow.*$/gm) ?? [];
    await this.withAdmin((admin) => admin.createAcls({ acl: lines.flatMap((line) => rulesIn(line, prefix)) }));
  }

  async give(user: string, kind: Kind, name: string, ...operations: Operation[]): Promise<void> {
    await this.withAdmin((admin) => admin.createAcls({ acl: operations.map((each) => rule(user, kind, name, each)) }));
  }

  async take(user: string, kind: Kind, name: string, ...operations: Operation[]): Promise<void> {
    await this.withAdmin((admin) =>
      admin.deleteAcls({ filters: operations.map((each) => rule(user, kind, name, each)) }),
    );
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  private async withAdmin<T>(use: (admin: Admin) => Promise<T>): Promise<T> {
    const kafka = new Kafka({ ...this.accessOf(ADMIN), brokers: [this.brokers], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/** Loaded where it is wanted: Jest cannot load what it needs beside some other packages. */
export async function certificateIn(directory: string): Promise<LocalCertificate> {
  const { localCertificate } = await import('../../../tools/platform/tls/local-certificate.js');
  return localCertificate(join(directory, 'tls'));
}

/** Of a server that a suite has for itself. */
export function contextIn(directory: string): Context {
  return {
    dataDir: directory,
    environment: process.env,
    log: () => undefined,
    ephemeralPorts: true,
    fresh: true,
    signal: uninterrupted,
    record: new ProcessRecord(directory),
  };
}

function passwordOf(user: string): string {
  return `${user}-hunter2`;
}

/** The rules that a line of Kafka's own tool makes. */
function rulesIn(line: string, prefix: string): AclEntry[] {
  const valuesOf = (option: string): string[] =>
    [...line.matchAll(new RegExp(`--${option} (\\S+)`, 'g'))].map(([, value]) => value!);
  const [principal] = valuesOf('allow-principal');
  const user = principal!.replace('User:', '');
  const [pattern = 'literal'] = valuesOf('resource-pattern-type');
  const operations = valuesOf('operation').map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase());
  const things = (['TOPIC', 'GROUP'] as const).flatMap((kind) =>
    valuesOf(kind.toLowerCase()).map((name) => ({ kind, name: name.replaceAll(/\btwotier\b/g, prefix) })),
  );
  return things.flatMap(({ kind, name }) =>
    operations.map((operation) => ({
      ...rule(user, kind, name, operation as Operation),
      resourcePatternType: pattern === 'prefixed' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    })),
  );
}

function rule(user: string, kind: Kind, resourceName: string, operation: Operation): AclEntry {
  return {
    principal: `User:${user}`,
    host: '*',
    resourceType: AclResourceTypes[kind],
    resourceName,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    operation: AclOperationTypes[operation],
    permissionType: AclPermissionTypes.ALLOW,
  };
}
