import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailed, findProgram, isExecutable, outputOf, runCommand } from '../process/command.ts';
import { Daemon } from '../process/daemon.ts';
import { freePort } from '../process/ports.ts';
import { Failure } from '../process/program.ts';
import { withProgress } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from './checkout.mjs';
import { addressOf, answersAt, cacheDirectory, embeddedServer, type Context, type Server } from './server.ts';

const MONGOD_VERSION = '8.2.6';
const DOWNLOAD_HOST = 'https://fastdl.mongodb.org';
const PROBE_LIMIT_MS = 3_000;
const SECANTUS_VERSION = '0.5.3-beta.196';

/** A program that speaks MongoDB's protocol. Each engine has its own files. */
interface MongoProgram {
  engine: 'mongod' | 'secantus';
  program: string;
}

/** Files in PEM of a server that serves TLS alone, and wants a sign-in. */
export interface MongoSecurity {
  certFile: string;
  keyFile: string;
  /** Both of these. */
  certAndKeyFile: string;
  rootFile: string;
}

/** @param security the first user is made by whoever comes first */
export async function startEmbeddedMongo(context: Context, security?: MongoSecurity): Promise<Server> {
  const { environment, dataDir, ephemeralPorts, log, record, signal } = context;
  const { engine, program } = findInstalled(environment) ?? (await obtain(context));
  const port = await freePort(ephemeralPorts ? undefined : 27017);
  const open = addressOf('mongo', `127.0.0.1:${port}`);
  const uri = security ? `${open}&tls=true&tlsCAFile=${security.rootFile}` : open;
  const data = join(dataDir, 'mongo', engine);
  await mkdir(data, { recursive: true });
  const server = new Daemon({
    name: 'mongo',
    environment,
    record,
    log,
    logFile: join(dataDir, 'logs', 'mongo.log'),
    command: [program, ...argumentsFor[engine](String(port), data), ...(security ? secured[engine](security) : [])],
    answers: () => answersAt('mongo', uri),
    startLimitMs: 60_000,
    stopLimitMs: 15_000,
  });
  const title = engine === 'mongod' ? 'MongoDB' : 'SecantusDB';
  await withProgress(log, `MongoDB: embedded, ${title} (${program}), on 127.0.0.1:${port}`, () => server.start(signal));
  return embeddedServer(server, uri);
}

const argumentsFor = {
  mongod: (port: string, data: string): string[] => [
    '--bind_ip',
    '127.0.0.1',
    '--port',
    port,
    '--nounixsocket',
    '--dbpath',
    data,
    '--quiet',
    '--wiredTigerCacheSizeGB',
    '0.25',
  ],
  secantus: (port: string, data: string): string[] => [
    '--host',
    '127.0.0.1',
    '--port',
    port,
    '--storage-path',
    data,
    '--cache-size',
    '256M',
    '--log-file-max',
    '16MB',
    '--log-level',
    'WARNING',
    // Without it a write that asks for the journal (j: true) is acknowledged before it is safe.
    '--sync-on-commit',
  ],
};

const secured = {
  mongod: ({ certAndKeyFile }: MongoSecurity): string[] => [
    '--auth',
    '--tlsMode',
    'requireTLS',
    '--tlsCertificateKeyFile',
    certAndKeyFile,
  ],
  secantus: ({ certFile, keyFile }: MongoSecurity): string[] => [
    '--auth',
    '--tls-cert-file',
    certFile,
    '--tls-key-file',
    keyFile,
  ],
};

/** What keeps MongoDB from running here; empty when nothing does. */
export async function missingForMongo(environment: NodeJS.ProcessEnv): Promise<string[]> {
  if (findInstalled(environment)) return [];
  const missing = missingForSecantus(environment);
  if (missing.length === 0 || (await canDownload(environment))) return [];
  return [
    'mongod (not on the PATH, and it cannot be downloaded here)',
    ...missing.map((part) => `to compile SecantusDB instead: ${part}`),
  ];
}

function missingForSecantus(environment: NodeJS.ProcessEnv): string[] {
  const has = (...programs: string[]): boolean => programs.some((program) => findProgram(program, environment));
  return [
    ...(has('cargo') ? [] : ['Rust (no cargo on the PATH)']),
    ...(has('cmake') ? [] : ['CMake (no cmake on the PATH)']),
    ...(has('cc', 'gcc', 'clang') ? [] : ['a C compiler (no cc on the PATH)']),
  ];
}

/** The first of: mongod on the PATH or downloaded before, the program that SECANTUSD names, one compiled before. */
function findInstalled(environment: NodeJS.ProcessEnv): MongoProgram | undefined {
  const mongod = findProgram('mongod', environment) ?? [downloadedMongod(environment)].find(isExecutable);
  if (mongod) return { engine: 'mongod', program: mongod };
  const { SECANTUSD } = environment;
  if (SECANTUSD && !isExecutable(SECANTUSD)) throw new Failure(`SECANTUSD is ${SECANTUSD}, which cannot be run.`);
  const secantus = SECANTUSD || [compiledSecantus(environment)].find(isExecutable);
  return secantus ? { engine: 'secantus', program: secantus } : undefined;
}

async function obtain(context: Context): Promise<MongoProgram> {
  const { environment } = context;
  const mongod = (await canDownload(environment)) ? await download(context) : undefined;
  if (mongod) return { engine: 'mongod', program: mongod };
  const missing = missingForSecantus(environment);
  if (missing.length > 0)
    throw new Failure(`SecantusDB cannot be compiled here either. Missing: ${missing.join(', ')}.`);
  return { engine: 'secantus', program: await compileSecantus(context) };
}

/** Whether a download is worth a try. */
async function canDownload(environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (environment.HTTPS_PROXY ?? environment.https_proxy) return true;
  const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
  const probe = fetch(environment.MONGOMS_DOWNLOAD_MIRROR ?? DOWNLOAD_HOST, { method: 'HEAD', signal });
  return probe.then(
    () => true,
    () => false,
  );
}

/** The program; undefined when it cannot be downloaded, or does not run on this machine. */
async function download({ environment, dataDir, log, record, signal }: Context): Promise<string | undefined> {
  const title = `MongoDB ${MONGOD_VERSION}`;
  const link = downloadedMongod(environment);
  const downloadDir = join(link, '..');
  await mkdir(downloadDir, { recursive: true });
  const wanted = JSON.stringify({ version: MONGOD_VERSION, downloadDir, checkMD5: true });
  // In a process of its own, which can be stopped. It prints its progress, and at last the path of the program.
  const script = `import { MongoBinary } from 'mongodb-memory-server-core'; console.log(await MongoBinary.getPath(${wanted}))`;
  const logFile = join(dataDir, 'logs', 'mongod-download.log');
  let downloaded = '';
  try {
    await withProgress(log, `${title}: downloading it, once for this machine`, (report) => {
      const onLine = (line: string): void => report((downloaded = line.trim()));
      const options = { name: 'mongod-download', directory: ROOT, logFile, environment, record, signal, onLine };
      return runCommand([PROJECT_NODE, '--input-type=module', '--eval', script], options);
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    log(`${title} cannot be downloaded here`);
    return undefined;
  }
  if ((await outputOf([downloaded, '--version'], environment)) === undefined) {
    log(`${title} does not run on this machine`);
    return undefined;
  }
  await rm(link, { force: true });
  await symlink(downloaded, link);
  return link;
}

// The release profile spends most of its time on optimisation that a local stack does not need.
const COMPILER_SETTINGS = {
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '256',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
  CARGO_TERM_PROGRESS_WHEN: 'always',
  CARGO_TERM_PROGRESS_WIDTH: '80',
};

/** Compiles it into the cache. An interrupted build goes on where it was; two at once take turns, by Cargo's own lock. */
async function compileSecantus({ environment, dataDir, log, record, signal }: Context): Promise<string> {
  const program = compiledSecantus(environment);
  const root = join(program, '..', '..');
  const target = `${root}-build`;
  const version = ['--version', SECANTUS_VERSION, '--locked', '--ignore-rust-version'];
  await withProgress(log, `SecantusDB ${SECANTUS_VERSION}: compiling it, once for this machine`, (report) =>
    runCommand(['cargo', 'install', 'secantus-mdb', ...version, '--root', root], {
      name: 'cargo',
      record,
      signal,
      logFile: join(dataDir, 'logs', 'cargo.log'),
      environment: { ...environment, ...COMPILER_SETTINGS, CARGO_TARGET_DIR: target },
      // Such as `Building [====>   ] 123/345: serde`.
      onLine: (line) => {
        const [, done, all] = /\] (\d+)\/(\d+)/.exec(line) ?? [];
        if (done) report(`${done} of ${all} parts`);
      },
    }),
  );
  await rm(target, { recursive: true, force: true });
  return program;
}

function downloadedMongod(environment: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(environment), `mongodb-${MONGOD_VERSION}`, 'mongod');
}

function compiledSecantus(environment: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(environment), `secantus-${SECANTUS_VERSION}`, 'bin', 'secantusd-rs');
}
