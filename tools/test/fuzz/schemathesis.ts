import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../stack/server.ts';
import { runCommand } from '../../process/command.ts';
import { Failure } from '../../process/program.ts';
import { ProcessRecord } from '../../process/leftovers.ts';
import { withProgress } from '../../process/progress.ts';
import { findProgram, outputOf } from '../../process/command.ts';
import { type Work } from '../../build/build.ts';

const VERSION = '4.32.5';
const OLDEST_PYTHON = 10;
const NEEDED = `Python 3.${OLDEST_PYTHON} or newer with its venv module is needed: Schemathesis ${VERSION}, which makes up the requests, is installed with it.`;

/**
 * Installs Schemathesis into the cache, unless it is there.
 * @returns its program
 */
export async function installSchemathesis({ dataDir, log, signal }: Work): Promise<string> {
  const directory = join(cacheDirectory(process.env), `schemathesis-${VERSION}`);
  const program = join(directory, 'bin', 'schemathesis');
  const installed = join(directory, '.installed');
  if (existsSync(installed)) return program;
  const python = await findPython();
  await rm(directory, { recursive: true, force: true });
  const running = { directory: dataDir, environment: process.env, record: new ProcessRecord(dataDir), signal };
  const run = (name: string, command: string[]) =>
    runCommand(command, { name, logFile: join(dataDir, 'logs', `${name}.log`), ...running });
  await withProgress(log, `Schemathesis ${VERSION}`, async () => {
    await run('venv', [python, '-m', 'venv', directory]);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', `schemathesis==${VERSION}`];
    await run('pip', [join(directory, 'bin', 'python'), ...pip]);
    await run('installed', [join(directory, 'bin', 'python'), '-c', `open(${JSON.stringify(installed)}, 'w').close()`]);
  });
  return program;
}

async function findPython() {
  const python = findProgram('python3', process.env);
  const version = python && (await outputOf([python, '--version'], process.env));
  const [, minor = '0'] = /^Python 3\.(\d+)/.exec(version ?? '') ?? [];
  if (!python || Number(minor) < OLDEST_PYTHON) throw new Failure(NEEDED);
  if ((await outputOf([python, '-c', 'import venv, ensurepip'], process.env)) === undefined) throw new Failure(NEEDED);
  return python;
}
