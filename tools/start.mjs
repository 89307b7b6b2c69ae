// @ts-check
// `npm start [-- --fresh]`: from a fresh clone to a running platform with demo data, until Ctrl-C. `HTTPS=on npm start`
// serves it with a certificate of this machine.
import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, runInstalled } from './install.mjs';
import { OPERATOR_TENANT, startPlatform } from './platform.mjs';
import { ROOT } from './stack/checkout.mjs';
import { startStack } from './stack/index.mjs';
import { together, unlessAborted, until } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { isFree } from './stack/process/ports.mjs';
import { claimDataDirectory, emptyDataDirectory } from './stack/process/process-record.mjs';
import { consoleLog, elapsedSince, withProgress } from './stack/process/progress.mjs';
import { keepRunning } from './stack/process/supervision.mjs';

const DATA_DIR = join(ROOT, '.data');
const PREFIX = 'twotier';
/** Nobody sits in an office here to review enrolments. An empty value leaves them to the operator. */
const { AUTOMATIC_REVIEW_SECONDS = '30' } = process.env;
const { HTTPS = 'off' } = process.env;

/** @typedef {import('./stack/process/progress.mjs').Log} Log */
/** @typedef {Awaited<ReturnType<typeof import('./demo-data.mjs').loadDemoData>>} Session */

await runInstalled(import.meta.url, { dataDir: DATA_DIR, main: start });

/**
 * @param {AbortSignal} interrupted
 * @returns {Promise<number>} the exit code
 */
async function start(interrupted) {
  const log = consoleLog();
  const gaveUp = new AbortController();
  const end = AbortSignal.any([interrupted, gaveUp.signal]);
  /** @type {(() => Promise<void>)[]} */
  const stops = [];
  try {
    const session = await startEverything({ log, end, giveUp: (failure) => gaveUp.abort(failure), stops });
    for (const line of firstSteps(session)) log(line);
    await until(end);
    gaveUp.signal.throwIfAborted();
    return 0;
  } finally {
    if (stops.length > 0) await withProgress(log, 'Stopping', () => stopAll(stops));
  }
}

/**
 * @param {object} options
 * @param {Log} options.log
 * @param {AbortSignal} options.end
 * @param {(failure: Failure) => void} options.giveUp
 * @param {(() => Promise<void>)[]} options.stops gets what stops each thing that was started
 * @returns {Promise<Session>}
 */
async function startEverything({ log, end, giveUp, stops }) {
  const startedAt = Date.now();
  if (!['on', 'off'].includes(HTTPS)) throw new Failure('HTTPS must be on or off.');
  const fresh = process.argv.includes('--fresh');
  await (fresh ? emptyDataDirectory : claimDataDirectory)(DATA_DIR, log);
  await rm(join(DATA_DIR, 'logs'), { recursive: true, force: true });
  const port = Number(process.env.PORT ?? 3000);
  if (!(await isFree(port)))
    throw new Failure(`Port ${port} is in use. Choose another one: PORT=${port + 100} npm start`);

  const work = { dataDir: DATA_DIR, log };
  const [{ kafka, mongo }] = await together(end, [
    async (signal) => {
      const stack = await startStack({ ...work, fresh, signal });
      stops.push(stack.stop);
      return stack;
    },
    (signal) => build({ ...work, signal }),
  ]);
  keepRunning([kafka, mongo], { log, signal: end, giveUp });

  const servers = { kafkaBrokers: kafka.brokers, mongoUri: mongo.uri };
  const platformOptions = { ...work, ...servers, prefix: PREFIX, operatorTenant: OPERATOR_TENANT, gatewayPort: port };
  const tls = HTTPS === 'on' ? await makeCertificate() : undefined;
  const { DEMO_COMMAND_SOURCES, loadDemoData } = await import('./demo-data.mjs');
  const { COMMAND_SOURCES = DEMO_COMMAND_SOURCES } = process.env;
  const platform = await withProgress(log, 'Services', () =>
    startPlatform({
      ...platformOptions,
      tls,
      env: { AUTOMATIC_REVIEW_SECONDS, COMMAND_SOURCES },
      supervise: true,
      onGivenUp: giveUp,
      signal: end,
    }),
  );
  stops.push(platform.stop);

  const loading = withProgress(log, 'Demo data', () =>
    loadDemoData({ ...work, ...servers, platform, topicPrefix: PREFIX, rootCertificate: tls?.rootFile }),
  );
  const session = await unlessAborted(end, loading);
  log(`Ready in ${elapsedSince(startedAt)}`);
  return session;
}

async function makeCertificate() {
  const { localCertificate } = await import('./tls/local-certificate.mjs');
  return localCertificate(join(DATA_DIR, 'tls'));
}

/**
 * Stops first what was started last.
 * @param {(() => Promise<void>)[]} stops
 */
async function stopAll(stops) {
  for (const stop of stops.toReversed()) await stop();
}

/**
 * @param {Session} session
 * @returns {string[]} where everything is, and three requests to begin with
 */
function firstSteps({ gatewayUrl, rootCertificate, kafkaBrokers, topicPrefix, mongoUri, mailbox, users }) {
  const token = users.find(({ partnerType }) => partnerType === 'direct-bill')?.token ?? '';
  const headers = `${rootCertificate ? `--cacert ${rootCertificate} ` : ''}-H "Authorization: Bearer $TOKEN"`;
  return [
    '',
    `API         ${gatewayUrl}`,
    ...(rootCertificate ? [`Root        ${rootCertificate}: clients have to trust this certificate`] : []),
    `Reference   ${gatewayUrl}/docs (${gatewayUrl}/openapi.json)`,
    `Kafka       ${kafkaBrokers}, topics ${topicPrefix}.*`,
    `MongoDB     ${mongoUri.replace(/\/\/[^@/]*@/, '//***@')}`,
    `Mails       ${process.env.SMTP_URL ? 'go to the server of SMTP_URL' : mailbox}`,
    `Logs        ${join(DATA_DIR, 'logs')}`,
    `Users       ${join(DATA_DIR, 'session.json')}`,
    '',
    'First requests, as an admin agent of a direct-bill partner:',
    '',
    `TOKEN=${token}`,
    `curl ${headers} ${gatewayUrl}/v1/customers`,
    `curl ${headers} -H 'Content-Type: application/json' -H 'MS-RequestId: ${randomUUID()}' -H 'MS-CorrelationId: ${randomUUID()}' -d '${JSON.stringify(newCustomer())}' ${gatewayUrl}/v1/customers`,
    `curl ${headers} '${gatewayUrl}/v1/agreements?agreementType=MicrosoftCustomerAgreement'`,
    '',
    'Ctrl-C stops everything.',
  ];
}

function newCustomer() {
  const address = {
    firstName: 'Ana',
    lastName: 'Silva',
    addressLine1: '1 Microsoft Way',
    city: 'Redmond',
    state: 'WA',
    postalCode: '98052',
    country: 'US',
  };
  return {
    companyProfile: { domain: `contoso${randomBytes(4).toString('hex')}.onmicrosoft.com` },
    billingProfile: {
      email: 'ana.silva@contoso.com',
      culture: 'en-US',
      language: 'en',
      companyName: 'Contoso',
      defaultAddress: address,
    },
  };
}
