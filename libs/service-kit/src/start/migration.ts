import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Logger, type INestApplication, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { KafkaEventsStrategy } from '#lib/messaging';
import { inDatabaseAlone } from '../persistence/database/database-access.js';
import { Migrations } from '../persistence/database/migrations.js';
import { ProjectionBuilder } from '../persistence/projections/projection-builder.js';
import { type BaseConfig } from './config.js';
import { StateBackfill } from '../sweeps/state-backfill.js';

/** Tells a service to migrate and to end. */
const ARGUMENT = '--migrate';
const logger = new Logger('Migration');

export function isMigration(args = process.argv): boolean {
  return args.includes(ARGUMENT);
}

/** Changes with the code of a service, as the names of the files that its bundle loads have their content in them, and with what topics are to be like. */
export function versionOf(config: BaseConfig, program = process.argv[1] ?? ''): string {
  const { TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION_FACTOR, TOPIC_RETENTION_DAYS } = config;
  const topics = JSON.stringify([TOPIC_PREFIX, TOPIC_PARTITIONS, TOPIC_REPLICATION_FACTOR, TOPIC_RETENTION_DAYS]);
  return createHash('sha256').update(readFileSync(program)).update(topics).digest('hex').slice(0, 16);
}

/**
 * Brings the database and the topics of a service about as this version needs them, once. Each step can be done again and beside itself,
 * and the record comes last: two at once do no harm, and one that was killed is done again. See `docs/adr/0078-migration.md`.
 */
export async function migrateOnce(
  database: { uri: string; name: string },
  version: string,
  createApp: () => Promise<INestApplication>,
): Promise<void> {
  const recorded = <T>(work: (migrations: Migrations) => Promise<T>): Promise<T> =>
    inDatabaseAlone(database.uri, database.name, (db) => work(new Migrations(db)));
  if (await recorded((migrations) => migrations.has(version)))
    return logger.log(`Version ${version} has migrated ${database.name} already.`);
  const app = await createApp();
  await makeIndexes(app);
  await app.get(KafkaEventsStrategy).prepareTopics();
  await app.get(ProjectionBuilder).ahead();
  await app.get(StateBackfill).now();
  await recorded((migrations) => migrations.add(version));
  await app.close();
  logger.log(`${database.name} is as version ${version} needs it.`);
}

/** What each provider sees to before a service works, without anything that works by itself from then on. */
async function makeIndexes(app: INestApplication): Promise<void> {
  const providers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.providers.values()]);
  const instances = new Set<unknown>(providers.map(({ instance }) => instance));
  await Promise.all([...instances].filter(isInitialized).map((instance) => instance.onModuleInit() as Promise<void>));
}

function isInitialized(instance: unknown): instance is OnModuleInit {
  return typeof (instance as Partial<OnModuleInit> | null)?.onModuleInit === 'function';
}
