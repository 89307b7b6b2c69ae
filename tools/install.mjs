// @ts-check
// What runs before the packages are there: on the machine's own Node, with nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_NODE, ROOT } from './stack/checkout.mjs';
import { prepareStack } from './stack/index.mjs';
import { runCommand } from './stack/process/command.mjs';
import { together } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { claimDataDirectory, ProcessRecord } from './stack/process/process-record.mjs';
import { runProgram } from './stack/process/program.mjs';
import { consoleLog, withProgress } from './stack/process/progress.mjs';

const OLDEST_NODE = /** @type {const} */ ([20, 11]);
const LOCK_FILE = join(ROOT, 'package-lock.json');
const DIST = join(ROOT, 'dist');
const BUILD_STAMP = join(DIST, '.built-from');
const BUILD_SOURCES = [
  'libs',
  'apps',
  'tools/bundle.mjs',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** @typedef {{ dataDir: string, log: import('./stack/process/progress.mjs').Log, signal: AbortSignal }} Work */

/**
 * Runs a program of this folder under the project's Node. On a fresh clone that takes an installation first, beside
 * which everything is fetched and built that takes long.
 * @param {string} entry the program's URL
 * @param {{ dataDir: string, main: (signal: AbortSignal) => Promise<number> }} program
 */
export async function runInstalled(entry, { dataDir, main }) {
  await runProgram(async (signal) => {
    assertNodeIsNewEnough();
    const installed = packagesAreInstalled();
    if (installed && runsUnderProjectNode()) return main(signal);
    if (!installed) await makeReady({ dataDir, log: consoleLog(), signal });
    return runAgain(entry, signal);
  });
}

/**
 * Compiles the services, unless nothing has changed since the last time.
 * @param {Work} work
 */
export async function build({ dataDir, log, signal }) {
  const sources = fingerprint(BUILD_SOURCES.map((name) => join(ROOT, name)));
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === sources) return;
  await rm(DIST, { recursive: true, force: true });
  await withProgress(log, 'Build', () => runNpm(['run', 'build'], 'build', { dataDir, log, signal }));
  await writeFile(BUILD_STAMP, sources);
}

/** @param {Work} work */
async function makeReady({ dataDir, log, signal }) {
  await claimDataDirectory(dataDir, log);
  await together(signal, [
    async (either) => {
      await installPackages({ dataDir, log, signal: either });
      await build({ dataDir, log, signal: either });
    },
    (either) => prepareStack({ dataDir, log, signal: either }),
  ]);
}

/** @param {Work} work */
async function installPackages(work) {
  await withProgress(work.log, 'npm packages', () =>
    runNpm(['ci', '--include=dev', '--loglevel=error'], 'npm-ci', work),
  );
}

/**
 * @param {string[]} args
 * @param {string} name of its log
 * @param {Work} work
 * @param {{ yields?: boolean }} [options]
 */
export async function runNpm(args, name, { dataDir, signal }, { yields = false } = {}) {
  await runCommand(['npm', ...args], {
    name,
    logFile: join(dataDir, 'logs', `${name}.log`),
    directory: ROOT,
    environment: { ...process.env, PATH: pathWithoutPackages() },
    record: new ProcessRecord(dataDir),
    signal,
    yields,
  });
}

/** npm itself must not run on the Node that it is about to replace. */
function pathWithoutPackages() {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return directories.filter((directory) => !directory.endsWith(join('node_modules', '.bin'))).join(delimiter);
}

/**
 * @param {string} entry
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code
 */
async function runAgain(entry, signal) {
  signal.throwIfAborted();
  // With a channel the second half notices when this one is killed; detached, it gets Ctrl-C from here only.
  const second = spawn(PROJECT_NODE, [fileURLToPath(entry), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const stop = () => void second.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const [code] = await once(second, 'exit');
  return code ?? 1;
}

function assertNodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Failure(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

function runsUnderProjectNode() {
  return realpathSync(process.execPath) === realpathSync(PROJECT_NODE);
}

/** Whether node_modules is what the lock file says, by npm's own account of what it has installed. */
function packagesAreInstalled() {
  const account = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(account) || !existsSync(PROJECT_NODE)) return false;
  const installed = packagesIn(account);
  return Object.entries(packagesIn(LOCK_FILE)).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : isOptional(wanted);
  });
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * @param {string} lockFile
 * @returns {Record<string, LockedPackage>}
 */
function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** @param {LockedPackage} locked */
function isOptional({ optional, devOptional }) {
  return optional === true || devOptional === true;
}

/**
 * @param {string[]} paths files and directories
 * @returns {string} changes with any of them
 */
function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(ROOT, file)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}
