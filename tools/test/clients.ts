import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Work } from '../build/build.ts';
import { CommandFailed, outputOf, runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { withProgress } from '../process/progress.ts';
import { PROJECT_NODE, ROOT } from '../stack/checkout.mjs';

const EXAMPLES = join(ROOT, 'examples');

/** How the programs of an example are run. */
export interface Client {
  language: string;
  consume: string[];
  send: string[];
}

type Programs = Omit<Client, 'language'>;

/** A language in which there are examples, and what it takes to run them. */
interface Language {
  name: string;
  needs: string;
  isHere: () => Promise<boolean>;
  prepare: (run: Run, dataDir: string) => Promise<Programs>;
}

/** Runs a step of the preparation in a directory. */
type Run = (directory: string, ...command: string[]) => Promise<void>;

const LANGUAGES: Language[] = [
  { name: 'TypeScript', needs: 'Node.js', isHere: () => Promise.resolve(true), prepare: typescript },
  { name: 'Python', needs: 'Python 3.10 or later with venv', isHere: hasPython, prepare: python },
  {
    name: 'Java',
    needs: 'a JDK 17 or later and Maven',
    isHere: () => isAtLeast(['mvn', '--version'], /Java version: (\d+)()/, 17),
    prepare: java,
  },
  {
    name: 'Go',
    needs: 'Go 1.26 or later',
    isHere: () => isAtLeast(['go', 'version'], /go(\d+)\.(\d+)/, 1, 26),
    prepare: go,
  },
];

/** Fetches what the examples need, and compiles them, in all languages that this machine has. Says which it has not. */
export async function prepareClients(work: Work): Promise<{ clients: Client[]; failed: string[] }> {
  const clients: Client[] = [];
  const failed: string[] = [];
  for (const { name, needs, isHere, prepare } of LANGUAGES) {
    if (!(await isHere())) {
      work.log(`The examples in ${name} are left out: install ${needs}.`);
      continue;
    }
    try {
      const client = await withProgress(work.log, `Examples in ${name}`, () =>
        prepare(runner(name, work), work.dataDir),
      );
      clients.push({ language: name, ...client });
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      failed.push(`The examples in ${name} cannot be prepared. ${error.message}`);
    }
  }
  return { clients, failed };
}

/** Whether a command says that its version is this one or a later one. */
async function isAtLeast(command: string[], version: RegExp, major: number, minor = 0): Promise<boolean> {
  const [, foundMajor, foundMinor] = version.exec((await outputOf(command, process.env)) ?? '') ?? [];
  if (foundMajor === undefined) return false;
  return Number(foundMajor) > major || (Number(foundMajor) === major && Number(foundMinor) >= minor);
}

function runner(language: string, { dataDir, signal }: Work): Run {
  const name = `examples-${language.toLowerCase()}`;
  const logFile = join(dataDir, 'logs', `${name}.log`);
  const options = { name, logFile, signal, environment: process.env, record: new ProcessRecord(dataDir) };
  return (directory, ...command) => runCommand(command, { ...options, directory });
}

/** With the package as it would be published, away from the one that is here. */
async function typescript(run: Run, dataDir: string): Promise<Programs> {
  const directory = join(dataDir, 'typescript');
  await mkdir(directory, { recursive: true });
  await run(ROOT, 'npm', 'pack', '--workspace=@two-tier/events', `--pack-destination=${directory}`);
  const example = join(EXAMPLES, 'typescript');
  const sources = (await readdir(example)).filter((name) => /\.(ts|json)$/.test(name));
  for (const name of sources) await cp(join(example, name), join(directory, name));
  const packed = (await readdir(directory)).find((name) => name.endsWith('.tgz')) ?? '';
  await run(directory, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed}`);
  return {
    consume: [PROJECT_NODE, join(directory, 'consume-customers.ts')],
    send: [PROJECT_NODE, join(directory, 'send-command.ts')],
  };
}

async function hasPython(): Promise<boolean> {
  if (!(await isAtLeast(['python3', '--version'], /Python (\d+)\.(\d+)/, 3, 10))) return false;
  return (await outputOf(['python3', '-c', 'import venv, ensurepip'], process.env)) !== undefined;
}

async function python(run: Run): Promise<Programs> {
  const directory = join(EXAMPLES, 'python');
  const program = join(directory, '.venv', 'bin', 'python');
  if (!existsSync(program)) await run(directory, 'python3', '-m', 'venv', '.venv');
  await run(directory, program, '-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt');
  return {
    consume: [program, join(directory, 'consume_customers.py')],
    send: [program, join(directory, 'send_command.py')],
  };
}

async function java(run: Run): Promise<Programs> {
  const directory = join(EXAMPLES, 'java');
  // What an earlier version of the example needed would stay on the class path.
  await rm(join(directory, 'target'), { recursive: true, force: true });
  await run(directory, 'mvn', '-B', '-q', 'compile');
  const classPath = [join(directory, 'target', 'classes'), join(directory, 'target', 'dependency', '*')].join(':');
  const home = /runtime: (.*)/.exec((await outputOf(['mvn', '--version'], process.env)) ?? '')?.[1] ?? '';
  const program = [join(home, 'bin', 'java'), '-cp', classPath];
  return { consume: [...program, 'example.ConsumeCustomers'], send: [...program, 'example.SendCommand'] };
}

async function go(run: Run, dataDir: string): Promise<Programs> {
  const directory = join(dataDir, 'go');
  await mkdir(directory, { recursive: true });
  await run(join(EXAMPLES, 'go'), 'go', 'build', '-o', `${directory}/`, './...');
  return { consume: [join(directory, 'consume-customers')], send: [join(directory, 'send-command')] };
}
