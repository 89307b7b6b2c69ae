// @ts-check
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from './cache.mjs';
import { CommandFailed, runCommand } from './process/command.mjs';
import { withProgress } from './process/progress.mjs';
import { findProgram, isExecutable, outputOf } from './programs.mjs';

const VERSION = '8.2.6';
const DOWNLOAD_HOST = 'https://fastdl.mongodb.org';
const PROBE_LIMIT_MS = 3_000;
const DOWNLOADER = fileURLToPath(new URL('./download-mongod.mjs', import.meta.url));

const MONGOD_TITLE = `MongoDB ${VERSION}`;

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} MongoDB's own server, if it is installed or was downloaded before
 */
export function findMongod(environment) {
  return findProgram('mongod', environment) ?? [downloadedProgram(environment)].find(isExecutable);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<boolean>} whether a download is worth a try
 */
export async function canDownloadMongod(environment) {
  if (environment.HTTPS_PROXY ?? environment.https_proxy) return true;
  try {
    await fetch(environment.MONGOMS_DOWNLOAD_MIRROR ?? DOWNLOAD_HOST, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * Needs the npm packages.
 * @param {import('./index.mjs').Context} context
 * @returns {Promise<string | undefined>} the program; undefined when it cannot be downloaded, or does not run on this machine
 */
export async function downloadMongod({ environment, dataDir, log, record, signal }) {
  const directory = downloadDirectory(environment);
  await mkdir(directory, { recursive: true });
  let downloaded = '';
  try {
    await withProgress(log, `${MONGOD_TITLE}: downloading it, once for this machine`, async (report) => {
      const onLine = (/** @type {string} */ line) => report((downloaded = line.trim()));
      const options = {
        name: 'mongod-download',
        logFile: join(dataDir, 'logs', 'mongod-download.log'),
        environment,
        record,
        signal,
        onLine,
      };
      await runCommand([process.execPath, DOWNLOADER, VERSION, directory], options);
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    log(`${MONGOD_TITLE} cannot be downloaded here`);
    return undefined;
  }
  if ((await outputOf([downloaded, '--version'], environment)) === undefined) {
    log(`${MONGOD_TITLE} does not run on this machine`);
    return undefined;
  }
  await rm(downloadedProgram(environment), { force: true });
  await symlink(downloaded, downloadedProgram(environment));
  return downloadedProgram(environment);
}

/**
 * @param {string} program
 * @param {{ port: number, data: string }} options
 * @returns {string[]}
 */
export function mongodCommand(program, { port, data }) {
  const memory = ['--wiredTigerCacheSizeGB', '0.25'];
  return [
    program,
    '--bind_ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--nounixsocket',
    '--dbpath',
    data,
    '--quiet',
    ...memory,
  ];
}

/** @param {NodeJS.ProcessEnv} environment */
function downloadDirectory(environment) {
  return join(cacheDirectory(environment), `mongodb-${VERSION}`);
}

/** @param {NodeJS.ProcessEnv} environment */
function downloadedProgram(environment) {
  return join(downloadDirectory(environment), 'mongod');
}
