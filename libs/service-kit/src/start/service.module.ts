import { Global, Logger, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { type ServiceName } from '#lib/contracts';
import { systemClock, type Clock } from '#lib/decision';
import {
  CLOCK,
  EventProducer,
  KafkaEventsStrategy,
  KafkaSecurity,
  MESSAGING_OPTIONS,
  OtherPartitionsError,
  OutboxRelay,
  StateReader,
  type MessagingOptions,
  type ParkedLetters,
} from '#lib/messaging';
import { isTracing } from '#lib/telemetry';
import { RequestPipe } from '#lib/partner-api';
import { AccessGuard } from '../access/access.guard.js';
import { InternalGuard } from '../access/internal.guard.js';
import { TokenVerifier } from '../access/tokens/token-verifier.js';
import { BaseConfig, ServiceConfig } from './config.js';
import { databaseName } from './enter-database.js';
import { loadConfig } from './load-config.js';
import { UsersClient } from '../internal/users.client.js';
import { ServiceInstances } from '../internal/instances.js';
import { InternalClient } from '../internal/internal-client.js';
import { KeyWrap } from '../keys/internal/key-wrap.js';
import { KeysController } from '../keys/internal/keys.controller.js';
import { ServiceKeysRepository } from '../keys/internal/service-keys.repository.js';
import { ConsumersController } from '../operations/consumers.controller.js';
import { DeadLettersController } from '../operations/dead-letters/dead-letters.controller.js';
import { DeadLettersRepository } from '../operations/dead-letters/dead-letters.repository.js';
import { DeadLettersUseCases } from '../operations/dead-letters/dead-letters.use-cases.js';
import { Lifecycle } from '../operations/lifecycle.js';
import { consumedMessages, handlingDuration } from '../operations/metrics.js';
import { OperationsController } from '../operations/operations.controller.js';
import { RefusalFilter } from '../operations/refusal.filter.js';
import { connectionOptions } from '../persistence/database/database-access.js';
import { databaseOptions } from '../persistence/database/database-options.js';
import { DatabaseRepository } from '../persistence/database/database.repository.js';
import { Persistence } from '../persistence/persistence.js';
import { ProjectionBuildsRepository } from '../persistence/projections/projection-builds.repository.js';
import { ReactionsRepository } from '../persistence/aggregates/reactions.repository.js';
import { SweepLeasesRepository } from '../sweeps/sweep-leases.repository.js';
import { ProjectionBuilder } from '../persistence/projections/projection-builder.js';
import { StateBackfill } from '../sweeps/state-backfill.js';
import { SweptItems } from '../sweeps/swept-items.js';

/** Everything that each service has in common: configuration, database, events, access checks, operations. */
@Global()
@Module({})
export class ServiceModule {
  static forRoot<Config extends ServiceConfig>(service: ServiceName, configType: new () => Config): DynamicModule {
    const config = loadConfig(configType);
    const messaging: MessagingOptions = {
      service,
      brokers: config.KAFKA_BROKERS,
      security: new KafkaSecurity(config),
      topicPrefix: config.TOPIC_PREFIX,
      partitions: config.TOPIC_PARTITIONS,
      replicationFactor: config.TOPIC_REPLICATION_FACTOR,
      retentionDays: config.TOPIC_RETENTION_DAYS,
      publicUrl: config.PUBLIC_URL,
      sessionTimeoutSeconds: config.CONSUMER_SESSION_TIMEOUT_SECONDS,
    };
    const providers = [
      ...[...new Set([BaseConfig, ServiceConfig, configType])].map((token) => ({ provide: token, useValue: config })),
      { provide: MESSAGING_OPTIONS, useValue: messaging },
      { provide: CLOCK, useValue: systemClock },
      {
        provide: KafkaEventsStrategy,
        inject: [EventProducer, CLOCK, DeadLettersRepository],
        useFactory: (producer: EventProducer, clock: Clock, letters: DeadLettersRepository) =>
          createStrategy(messaging, producer, clock, letters),
      },
      EventProducer,
      OutboxRelay,
      Persistence,
      DatabaseRepository,
      ReactionsRepository,
      DeadLettersRepository,
      DeadLettersUseCases,
      KeyWrap,
      ServiceKeysRepository,
      ServiceInstances,
      InternalClient,
      UsersClient,
      SweepLeasesRepository,
      SweptItems,
      StateBackfill,
      StateReader,
      ProjectionBuildsRepository,
      ProjectionBuilder,
      InternalGuard,
      TokenVerifier,
      Lifecycle,
    ];
    return {
      module: ServiceModule,
      imports: [MongooseModule.forRootAsync({ useFactory: () => connectionOf(service, config) })],
      controllers: [OperationsController, KeysController, DeadLettersController, ConsumersController],
      providers: [
        ...providers,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: RequestPipe },
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
      exports: providers,
    };
  }
}

function connectionOf(service: ServiceName, config: ServiceConfig): object {
  const uri = config.MONGODB_URI;
  return {
    ...connectionOptions(uri, databaseName(service, config)),
    autoIndex: databaseOptions.autoIndex,
    uri,
    monitorCommands: config.DATABASE_MONITORING === 'on' || isTracing(),
    retryAttempts: 60,
    retryDelay: 1_000,
  };
}

function createStrategy(
  options: MessagingOptions,
  producer: EventProducer,
  clock: Clock,
  letters: ParkedLetters,
): KafkaEventsStrategy {
  return new KafkaEventsStrategy({
    options,
    producer,
    clock,
    letters,
    onGivenUp: (error) => {
      const logger = new Logger(KafkaEventsStrategy.name);
      if (error instanceof OtherPartitionsError) logger.fatal(error.message);
      else logger.fatal({ err: error }, 'The consumer has stopped for good. The process ends so that it is restarted.');
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    },
    onOutcome: (topic, outcome, seconds) => {
      consumedMessages.inc({ topic, outcome });
      handlingDuration.observe({ topic }, seconds);
    },
  });
}
