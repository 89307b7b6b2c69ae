// @ts-check
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from './cache.mjs';
import { runCommand } from './process/command.mjs';
import { Failure } from './process/failure.mjs';
import { withProgress } from './process/progress.mjs';
import { findProgram, isExecutable } from './programs.mjs';

const VERSION = '0.5.3-beta.196';

const SECANTUS_TITLE = `SecantusDB ${VERSION}`;

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} the program that SECANTUSD names, or that was built here before
 */
export function findSecantus(environment) {
  const { SECANTUSD } = environment;
  if (SECANTUSD && !isExecutable(SECANTUSD))
    throw new Failure(`SECANTUSD is ${SECANTUSD}, which is no program that can be run.`);
  return SECANTUSD || [builtProgram(environment)].find(isExecutable);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string[]} what keeps it from being built here; empty when nothing does
 */
export function missingForSecantus(environment) {
  const missing = [];
  if (!findProgram('cargo', environment)) missing.push('Rust (no cargo on the PATH)');
  if (!findProgram('cmake', environment)) missing.push('CMake (no cmake on the PATH)');
  if (!['cc', 'gcc', 'clang'].some((compiler) => findProgram(compiler, environment)))
    missing.push('a C compiler (no cc on the PATH)');
  return missing;
}

/**
 * Compiles it into the cache. An interrupted build goes on where it was; two at once take turns, by Cargo's own lock.
 * @param {import('./index.mjs').Context} context
 * @returns {Promise<string>} the program
 */
export async function buildSecantus({ environment, dataDir, log, record, signal }) {
  const build = join(cacheDirectory(environment), `secantus-${VERSION}-build`);
  const command = [
    'cargo',
    'install',
    'secantus-mdb',
    '--version',
    VERSION,
    '--locked',
    '--ignore-rust-version',
    '--root',
    root(environment),
  ];
  await withProgress(log, `${SECANTUS_TITLE}: compiling it, once for this machine`, (report) =>
    runCommand(command, {
      name: 'cargo',
      logFile: join(dataDir, 'logs', 'cargo.log'),
      environment: { ...environment, ...buildSettings, CARGO_TARGET_DIR: build },
      record,
      signal,
      onLine: (line) => reportCrates(line, report),
    }),
  );
  await rm(build, { recursive: true, force: true });
  return builtProgram(environment);
}

/**
 * @param {string} program
 * @param {{ port: number, data: string }} options
 * @returns {string[]}
 */
export function secantusCommand(program, { port, data }) {
  return [
    ...[program, '--host', '127.0.0.1', '--port', String(port), '--storage-path', data],
    ...['--cache-size', '256M', '--log-file-max', '16MB', '--log-level', 'WARNING'],
    // Without it a write that asks for the journal (j: true) is acknowledged before it is safe.
    '--sync-on-commit',
  ];
}

// The release profile spends most of its time on optimisation that a local stack does not need.
const buildSettings = {
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '256',
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
  CARGO_TERM_PROGRESS_WHEN: 'always',
  CARGO_TERM_PROGRESS_WIDTH: '80',
};

/**
 * @param {string} line of Cargo's progress, such as `Building [====>   ] 123/345: serde`
 * @param {(detail: string) => void} report
 */
function reportCrates(line, report) {
  const progress = [...line.matchAll(/\] (\d+)\/(\d+)/g)].at(-1);
  if (progress) report(`${progress[1]} of ${progress[2]} parts`);
}

/** @param {NodeJS.ProcessEnv} environment */
function root(environment) {
  return join(cacheDirectory(environment), `secantus-${VERSION}`);
}

/** @param {NodeJS.ProcessEnv} environment */
function builtProgram(environment) {
  return join(root(environment), 'bin', 'secantusd-rs');
}
