// `npm start [-- --fresh]`: from a fresh clone to a running platform with demo data, until Ctrl-C. `HTTPS=on npm start`
// serves it with a certificate of this machine.
import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { sampleCustomer } from '../demo/sample-customer.ts';
import { DEMO_COMMAND_SOURCES, loadDemoData, type Session } from '../platform/demo-data.ts';
import { startPlatform } from '../platform/platform.ts';
import { together, unlessAborted, until } from '../process/concurrency.ts';
import { keepRunning } from '../process/daemon.ts';
import { claimDataDirectory, emptyDataDirectory } from '../process/leftovers.ts';
import { freePort } from '../process/ports.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, elapsedSince, withProgress, type Log } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';
import { startStack } from '../stack/index.ts';
import { localCertificate } from '../platform/tls/local-certificate.ts';

const DATA_DIR = join(ROOT, '.data');
const PREFIX = 'twotier';
/** Nobody sits in an office here to review enrolments. An empty value leaves them to the operator. */
const {
  AUTOMATIC_REVIEW_SECONDS = '30',
  COMMAND_SOURCES = DEMO_COMMAND_SOURCES,
  HTTPS = 'off',
  PORT = '3000',
} = process.env;

interface Run {
  log: Log;
  /** Somebody interrupted, or something died too often. */
  end: AbortSignal;
  giveUp: (failure: Failure) => void;
  /** Gets what stops each thing that was started. */
  stops: (() => Promise<void>)[];
}

await runProgram(async (interrupted) => {
  const log = consoleLog();
  const gaveUp = new AbortController();
  const end = AbortSignal.any([interrupted, gaveUp.signal]);
  const stops: Run['stops'] = [];
  try {
    const session = await startEverything({ log, end, giveUp: (failure) => gaveUp.abort(failure), stops });
    for (const line of firstSteps(session)) log(line);
    await until(end);
    gaveUp.signal.throwIfAborted();
    return 0;
  } finally {
    if (stops.length > 0) await withProgress(log, 'Stopping', () => stopAll(stops));
  }
});

async function startEverything({ log, end, giveUp, stops }: Run): Promise<Session> {
  const startedAt = Date.now();
  const { fresh } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values;
  if (!['on', 'off'].includes(HTTPS)) throw new Failure('HTTPS must be on or off.');
  await (fresh ? emptyDataDirectory : claimDataDirectory)(DATA_DIR, log);
  await rm(join(DATA_DIR, 'logs'), { recursive: true, force: true });
  const gatewayPort = Number(PORT);
  if ((await freePort(gatewayPort)) !== gatewayPort)
    throw new Failure(`Port ${PORT} is in use. Choose another one: PORT=${gatewayPort + 100} npm start`);

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
  const tls = HTTPS === 'on' ? await localCertificate(join(DATA_DIR, 'tls')) : undefined;
  const platform = await withProgress(log, 'Services', () =>
    startPlatform({
      ...work,
      ...servers,
      prefix: PREFIX,
      gatewayPort,
      tls,
      signal: end,
      env: { AUTOMATIC_REVIEW_SECONDS, COMMAND_SOURCES },
      supervise: true,
      onGivenUp: giveUp,
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

/** Stops first what was started last. */
async function stopAll(stops: Run['stops']): Promise<void> {
  for (const stop of stops.toReversed()) await stop();
}

/** Where everything is, and three requests to begin with. */
function firstSteps({
  gatewayUrl,
  rootCertificate,
  kafkaBrokers,
  topicPrefix,
  mongoUri,
  mailbox,
  password,
  users,
}: Session): string[] {
  const customer = sampleCustomer({ domain: `contoso${randomBytes(4).toString('hex')}.onmicrosoft.com` });
  const token = users.find(({ partnerType }) => partnerType === 'direct-bill')?.token ?? '';
  const headers = `${rootCertificate ? `--cacert ${rootCertificate} ` : ''}-H "Authorization: Bearer $TOKEN"`;
  return [
    '',
    `Portal      ${gatewayUrl}`,
    `            sign in as one of the demo users, with the password ${password}:`,
    ...users
      .filter(({ roles }) => roles.includes('GlobalAdmin'))
      .map(({ name, partnerType }) => `            ${name} (${partnerType})`),
    `API         ${gatewayUrl}/v1`,
    ...(rootCertificate ? [`Root        ${rootCertificate}: clients have to trust this certificate`] : []),
    `Reference   ${gatewayUrl}/docs (${gatewayUrl}/openapi.json)`,
    `Events      ${gatewayUrl}/events (${gatewayUrl}/asyncapi.json)`,
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
    `curl ${headers} -H 'Content-Type: application/json' -H 'MS-RequestId: ${randomUUID()}' -H 'MS-CorrelationId: ${randomUUID()}' -d '${JSON.stringify(customer)}' ${gatewayUrl}/v1/customers`,
    `curl ${headers} '${gatewayUrl}/v1/agreements?agreementType=MicrosoftCustomerAgreement'`,
    '',
    'Ctrl-C stops everything.',
  ];
}
