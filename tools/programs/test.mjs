// @ts-check
// `npm test [-- arguments for Jest]`: static checks, and all tests against a real stack; with arguments only the tests
// that they select. `npm test -- --changed[=commit]` runs what the changes since then can break; without a commit, since the
// branch left main. `npm test -- --browser [arguments for Playwright]` runs the tests of the pages. `npm run test:clients` runs the examples of clients in the languages that this machine has,
// `npm run chaos -- --kills 200 --seed 7` kills and freezes processes under load. The last line is
// `N passed, N failed`, over checks and tests.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, runNpm } from '../build/build.ts';
import { runBrowserTests } from '../test/browser.ts';
import { changedFiles, selectTests } from '../test/changed.ts';
import { prepareClients } from '../test/clients.ts';
import { countTests, failedBecause, NOTHING, slowestOf, sum } from '../test/counts.ts';
import { failureOf, runCommand } from '../process/command.ts';
import { together } from '../process/concurrency.ts';
import { emptyDataDirectory, ProcessRecord, stopLeftovers } from '../process/leftovers.ts';
import { Failure, runProgram } from '../process/program.ts';
import { consoleLog, elapsedSince, withProgress } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';
import { startStack } from '../stack/index.ts';

const DATA_DIR = join(ROOT, '.data', 'test');
/** They need nothing but the sources. */
const CHECKS = ['lint', 'types', 'boundaries', 'texts:check'];
const CHECKS_OF_THE_BUILD = ['docs:check'];

/** @typedef {import('../test/counts.ts').Count} Count */
/** @typedef {import('../stack/index.ts').Stack} Stack */

const log = consoleLog();

await runProgram(test);

/**
 * @param {AbortSignal} interrupted
 * @returns {Promise<number>} the exit code
 */
async function test(interrupted) {
  const { passed, failed, failures } = await countAll(interrupted).catch((error) => {
    if (interrupted.aborted || !(error instanceof Failure)) throw error;
    return failedBecause(error.message);
  });
  // The lanes' output has carried them off.
  for (const failure of failures) log(`FAILED ${failure}`);
  log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {AbortSignal} interrupted
 * @returns {Promise<Count>}
 */
async function countAll(interrupted) {
  const jestArguments = process.argv.slice(2);
  await emptyDataDirectory(DATA_DIR, log);
  const [option = ''] = jestArguments;
  if (option.startsWith('--changed')) return countChanged(option.split('=')[1], interrupted);
  if (option === '--clients') return countClients(jestArguments.slice(1), interrupted);
  if (option === '--chaos') return countChaos(jestArguments.slice(1), interrupted);
  if (option === '--browser')
    return withServers(interrupted, (environment) => runBrowser(environment, interrupted, jestArguments.slice(1)));
  if (jestArguments.length > 0)
    return withServers(interrupted, (environment) =>
      runJest('jest', jestArguments, { environment, signal: interrupted }),
    );
  return countEverything(interrupted);
}

/**
 * @param {AbortSignal} interrupted
 * @returns {Promise<Count>}
 */
async function countEverything(interrupted) {
  /** @type {Promise<Count> | undefined} */
  let checks;
  return sum(
    await together(interrupted, [
      // Building leaves half of the processor.
      (signal) => (checks = runChecks(CHECKS, signal)),
      (signal) => withServers(signal, (environment) => runLanes(environment, checks, signal)),
    ]),
  );
}

/**
 * Tests from outside often wait: three lanes of them, of which none kills what is another's. Those of the pages follow the features.
 * Checks and unit tests use what these leave of the processor.
 * @param {NodeJS.ProcessEnv} environment
 * @param {Promise<Count> | undefined} checks
 * @param {AbortSignal} interrupted
 * @returns {Promise<Count>}
 */
async function runLanes(environment, checks, interrupted) {
  const options = { environment };
  const counts = await together(interrupted, [
    (signal) => runJest('resilience', ['--selectProjects=resilience'], { ...options, signal }),
    async (signal) => {
      const features = await runJest('features', ['--selectProjects=features'], { ...options, signal });
      // Beside the features, a page would get a tenth of the processor: nobody would wait for that.
      return sum([features, await runBrowser(environment, signal)]);
    },
    (signal) => runJest('apart', ['--selectProjects=apart'], { ...options, signal }),
    async (signal) => {
      const ofTheBuild = await runChecks(CHECKS_OF_THE_BUILD, signal);
      await checks;
      const unit = ['--selectProjects=unit', '--maxWorkers=100%'];
      return sum([ofTheBuild, await runJest('unit', unit, { ...options, signal, yields: true })]);
    },
  ]);
  return sum(counts);
}

/**
 * @param {string | undefined} commit
 * @param {AbortSignal} signal
 * @returns {Promise<Count>}
 */
async function countChanged(commit, signal) {
  const { files, suites, titles } = selectTests(ROOT, await changedFiles(ROOT, commit));
  log(`${files.length} changed files, ${suites.length} suites of features${titles ? ` for ${titles}` : ''}`);
  const related = ['--selectProjects=unit', '--passWithNoTests', '--findRelatedTests', ...files];
  const units = async () =>
    files.length > 0 ? runJest('unit', related, { environment: process.env, signal, mayBeNone: true }) : NOTHING;
  if (suites.length === 0) return units();
  const selected = ['--selectProjects=features', ...(titles ? ['--testNamePattern', titles] : []), '--', ...suites];
  return sum([
    await units(),
    await withServers(signal, (environment) => runJest('features', selected, { environment, signal })),
  ]);
}

/**
 * @param {string[]} jestArguments
 * @param {AbortSignal} signal
 * @returns {Promise<Count>}
 */
async function countClients(jestArguments, signal) {
  const { clients, failed } = await prepareClients({ dataDir: DATA_DIR, log, signal });
  const selected = ['--config=test/clients/jest.config.js', ...jestArguments];
  const count = await withServers(signal, (environment) =>
    runJest('clients', selected, { environment: { ...environment, TEST_CLIENTS: JSON.stringify(clients) }, signal }),
  );
  return sum([count, ...failed.map((reason) => failedBecause(reason))]);
}

/**
 * @param {string[]} args such as `--kills 200 --seed 7`
 * @param {AbortSignal} signal
 * @returns {Promise<Count>}
 */
async function countChaos(args, signal) {
  const options = /** @type {const} */ ({
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(1e6)) },
  });
  const { kills, seed } = parseArgs({ args, options }).values;
  for (const [name, value] of Object.entries({ kills, seed })) {
    if (!/^\d{1,9}$/.test(value))
      throw new Failure(`--${name} takes a whole number of up to 9 digits, and is ${value}.`);
  }
  const selected = ['--config=test/resilience/chaos/jest.config.js'];
  return withServers(signal, (environment) =>
    runJest('chaos', selected, { environment: { ...environment, CHAOS_KILLS: kills, CHAOS_SEED: seed }, signal }),
  );
}

/**
 * Starts the servers and builds the services, runs the tests, and stops everything.
 * @param {AbortSignal} interrupted
 * @param {(environment: NodeJS.ProcessEnv) => Promise<Count>} run
 * @returns {Promise<Count>}
 */
async function withServers(interrupted, run) {
  /** @type {Stack | undefined} */
  let stack;
  try {
    const [servers] = await together(interrupted, [
      async (signal) =>
        (stack = await startStack({ dataDir: DATA_DIR, ephemeralPorts: true, fresh: true, log, signal })),
      (signal) => build({ dataDir: DATA_DIR, log, signal }),
    ]);
    return await run({
      ...process.env,
      // Tools that tests start are compiled once.
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled'),
      TEST_KAFKA_BROKERS: servers.kafka.brokers,
      TEST_MONGODB_URI: servers.mongo.uri,
    });
  } finally {
    // Applications of a test that did not come to its end.
    await stopLeftovers(DATA_DIR, log);
    await stack?.stop();
  }
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {AbortSignal} signal
 * @param {string[]} [args] for Playwright
 * @returns {Promise<Count>}
 */
function runBrowser({ TEST_KAFKA_BROKERS: kafkaBrokers = '', TEST_MONGODB_URI: mongoUri = '' }, signal, args) {
  return runBrowserTests({ kafkaBrokers, mongoUri, args, dataDir: DATA_DIR, log, signal });
}

/**
 * @param {string[]} names of npm's scripts
 * @param {AbortSignal} signal
 * @returns {Promise<Count>}
 */
async function runChecks(names, signal) {
  const checks = names.map((name) => (/** @type {AbortSignal} */ either) => runCheck(name, either));
  return sum(await together(signal, checks));
}

/**
 * @param {string} name of the npm script
 * @param {AbortSignal} signal
 * @returns {Promise<Count>}
 */
async function runCheck(name, signal) {
  const work = { dataDir: DATA_DIR, log, signal };
  const failure = await withProgress(log, `Check ${name}`, () =>
    failureOf(runNpm(['run', name], name, work, { yields: true })),
  );
  if (!failure) return { passed: 1, failed: 0, failures: [] };
  log(`Check ${name}: FAILED\n${readFileSync(join(DATA_DIR, 'logs', `${name}.log`), 'utf8')}`);
  return failedBecause(failure.message);
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {{ environment: NodeJS.ProcessEnv, signal: AbortSignal, yields?: boolean, mayBeNone?: boolean }} options
 * @returns {Promise<Count>}
 */
async function runJest(name, args, { mayBeNone = false, ...options }) {
  const startedAt = Date.now();
  const jest = join('node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--disable-warning=TimeoutNegativeWarning'];
  const results = join(DATA_DIR, `${name}.json`);
  // Everything has been stopped by then: a connection that a client has forgotten keeps nobody waiting.
  const command = [PROJECT_NODE, ...flags, jest, '--forceExit', '--json', `--outputFile=${results}`, ...args];
  const environment = { ...options.environment, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
  const output = { logFile: join(DATA_DIR, 'logs', `${name}.log`), onLine: log };
  const running = { name, directory: ROOT, record: new ProcessRecord(DATA_DIR), ...options, ...output, environment };
  const failure = await failureOf(runCommand(command, running));
  const count = countTests(results, { failure, mayBeNone });
  log(`Tests (${name}, ${elapsedSince(startedAt)})${slowestOf(results)}`);
  return count;
}
