import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type Type } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { faults, type ServiceName } from '#lib/contracts';
import { errorBody, signTokensWith } from '#lib/partner-api';
import { EventProducer, KafkaEventsStrategy, OtherPartitionsError, OutboxRelay } from '#lib/messaging';
import { startTelemetry, stopTelemetry } from '#lib/telemetry';
import { type BaseConfig, type ServiceConfig } from './config.js';
import { ProjectionBuilder } from '../persistence/projections/projection-builder.js';
import { StateBackfill } from '../sweeps/state-backfill.js';
import { databaseName, enterDatabase } from './enter-database.js';
import { loadConfig } from './load-config.js';
import { JsonLogger } from './logging.js';
import { isMigration, migrateOnce, versionOf } from './migration.js';
import { derivedKey } from './secret-file.js';
import { assertEveryEndpointNamesItsAccess } from '../operations/access-check.js';
import { Lifecycle } from '../operations/lifecycle.js';
import { watchService } from '../operations/metrics.js';
import { serveApiDocument } from '../api-document/api-document.js';
import { readJsonBodies } from '../operations/body-text.js';
import { addRequestHooks, refuseOtherThanJson, refuseUnreadable } from '../operations/request-hooks.js';
import { describeDatabaseRefusal } from '../persistence/database/database-access.js';
import { StartRefusedError } from './start-refused.error.js';

const BODY_LIMIT = 1_048_576;
/** After the drain. */
const SHUTDOWN_LIMIT_MS = 20_000;

/** The HTTP side that the gateway and the services share. Paths match in any casing, with doubled or trailing slashes. */
export async function createHttpApp(
  name: string,
  module: Type,
  config: BaseConfig,
  options: {
    /** Whether clients reach it without going through another app of the platform. */
    isEdge: boolean;
    bodyParser: boolean;
    trustedProxies?: string;
    requestTimeoutMs?: number;
    https?: { cert: Buffer; key: Buffer };
  },
): Promise<NestFastifyApplication> {
  const logger = new JsonLogger(name, config.LOG_LEVEL);
  await startTelemetry(name, config, (text) => logger.warn(text, 'Traces'));
  const { requestTimeoutMs = 60_000, https } = options;
  const timeouts = { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: 1_000 };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxies ?? false,
    requestTimeout: requestTimeoutMs,
    ...(https ? { https: { ...https, ...timeouts, handshakeTimeout: requestTimeoutMs } } : { http: timeouts }),
    clientErrorHandler: refuseUnreadable,
    forceCloseConnections: 'idle',
    // What still arrives is answered, and its connection is closed then.
    return503OnClosing: false,
    frameworkErrors: (error: Error, _request: unknown, reply: FastifyReply) => {
      void reply.status(400).send(errorBody(faults.invalidArgument, `The path cannot be read: ${error.message}`));
    },
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 512,
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    abortOnError: false,
    rawBody: options.bodyParser,
    bodyParser: options.bodyParser,
  });
  addRequestHooks(adapter.getInstance(), options);
  app.get(Lifecycle).closeConnectionsOf(adapter.getInstance());
  if (options.bodyParser) {
    refuseOtherThanJson(adapter.getInstance());
    readJsonBodies(app, BODY_LIMIT);
  }
  return app;
}

/** Starts a service: HTTP first, then events; the broker may be away. With `--migrate` it migrates its database and ends. */
export async function runService<Config extends ServiceConfig>(
  name: ServiceName,
  configType: new () => Config,
  loadModule: () => Promise<Type>,
): Promise<void> {
  await orExit(async () => {
    const config = loadConfig(configType);
    Logger.overrideLogger(new JsonLogger(name, config.LOG_LEVEL));
    await enterDatabase(name, config);
    signTokensWith(derivedKey(config.KEY_SECRET_FILE, `continuation tokens of ${name}`));
    const createApp = async (): Promise<NestFastifyApplication> => {
      const created = await createHttpApp(name, await loadModule(), config, { isEdge: false, bodyParser: true });
      assertEveryEndpointNamesItsAccess(created);
      created.connectMicroservice({ strategy: created.get(KafkaEventsStrategy) });
      return created;
    };
    if (isMigration()) {
      await migrateOnce({ uri: config.MONGODB_URI, name: databaseName(name, config) }, versionOf(config), createApp);
      process.exit(0);
    }
    const app = await createApp();
    const events = app.get(KafkaEventsStrategy);
    const relay = app.get(OutboxRelay);
    watchService({
      countPending: () => relay.countPending(),
      oldestPendingSeconds: () => relay.oldestPendingSeconds(),
      isConsuming: () => events.report().healthy,
      countWaiting: () => Object.keys(events.report().waiting).length,
      lags: () => events.lags.all(),
    });
    serveApiDocument(app, name);
    await app.startAllMicroservices();
    await app.listen(config.PORT, config.HOST);
    relay.start();
    app.get(StateBackfill).soon();
    app.get(ProjectionBuilder).soon();
    onStopSignal(app, config, () => stopService(app));
  });
}

/** Takes no more work, finishes what is in hand, publishes what is pending, and lets go of everything. */
async function stopService(app: NestFastifyApplication): Promise<void> {
  await app.get(KafkaEventsStrategy).close();
  await app.getHttpAdapter().getInstance().close();
  await app.get(OutboxRelay).stop();
  await app.get(EventProducer).close();
  await app.close();
}

/**
 * At the first signal to stop the app is not ready any more, and answers for `DRAIN_SECONDS` until those who ask it have gone to
 * others; then `stop` runs. A process that does not get it done in time ends all the same.
 */
export function onStopSignal(
  app: NestFastifyApplication,
  { DRAIN_SECONDS }: BaseConfig,
  stop: () => Promise<void>,
): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    app.get(Lifecycle).stopping = true;
    setTimeout(() => process.exit(1), DRAIN_SECONDS * 1_000 + SHUTDOWN_LIMIT_MS).unref();
    delay(DRAIN_SECONDS * 1_000)
      .then(stop)
      .then(stopTelemetry)
      .then(
        () => process.exit(),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

/** A start that fails says why, in one place, and ends the process. */
export async function orExit(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const refusal = describeDatabaseRefusal(error, process.env['MONGODB_URI'] ?? '');
    const isRefusal = error instanceof StartRefusedError || error instanceof OtherPartitionsError;
    const reason = isRefusal ? error.message : (refusal ?? (error as Error).stack);
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}
