import { existsSync, globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Work } from '../build/build.ts';
import { findProgram, isExecutable, runCommand } from '../process/command.ts';
import { ProcessRecord } from '../process/leftovers.ts';
import { Failure } from '../process/program.ts';
import { withProgress } from '../process/progress.ts';
import { cacheDirectory } from '../stack/server.ts';

/** Of Kubernetes, whose manifests are checked. */
export const KUBERNETES = '1.37.0';
const HELM = 'helm.sh/helm/v4/cmd/helm@v4.3.1';
const KUBECONFORM = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0';
const SCHEMAS = 'kubernetes-validate==1.37.0';
const MODELS = ['@kubernetes-models/keda@2.0.0', '@kubernetes-models/prometheus-operator@6.0.0'];

/** What checks manifests without a cluster and without a network, once it is in the cache. */
export interface DeployTools {
  helm: string;
  kubeconform: string;
  /** Where kubeconform finds the schemas of Kubernetes. */
  schemas: string;
  /** The folder of the packages that know the custom resources. */
  models: string;
}

interface Schema {
  $id?: string;
}

type Run = (name: string, command: string[], environment?: NodeJS.ProcessEnv) => Promise<void>;

/** Finds the tools, or gets them into the cache, once. Says in one sentence what is missing. */
export async function deployTools(work: Work): Promise<DeployTools> {
  const { dataDir, signal } = work;
  const cache = join(cacheDirectory(process.env), 'deploy');
  await mkdir(cache, { recursive: true });
  const run: Run = (name, command, environment = process.env) =>
    runCommand(command, {
      name,
      signal,
      environment,
      directory: cache,
      logFile: join(dataDir, 'logs', `${name}.log`),
      record: new ProcessRecord(dataDir),
    });
  return {
    helm: await program('helm', HELM, cache, work, run),
    kubeconform: await program('kubeconform', KUBECONFORM, cache, work, run),
    schemas: await schemas(cache, work, run),
    models: await models(cache, work, run),
  };
}

/** By Go, from its module proxy; a Helm on the PATH may be an older one, so it has to be named by `HELM`. */
async function program(name: string, module: string, cache: string, { log }: Work, run: Run): Promise<string> {
  const named = process.env[name.toUpperCase()];
  if (named) return named;
  const directory = join(cache, module.split('@').at(-1) ?? '');
  const file = join(directory, name);
  if (isExecutable(file)) return file;
  const go = needed('go', `builds ${name}`, `or name a ${name} by ${name.toUpperCase()}`);
  const environment = { ...process.env, GOBIN: directory, CGO_ENABLED: '0' };
  await withProgress(log, name, () => run(name, [go, 'install', '-trimpath', '-ldflags=-s -w', module], environment));
  return file;
}

/** Each kind by the name that kubeconform looks for; the package's own references lead to a folder of its author. */
async function schemas(cache: string, { log }: Work, run: Run): Promise<string> {
  const directory = join(cache, `kubernetes-${KUBERNETES}`);
  if (existsSync(directory)) return directory;
  const python = needed('python3', 'gets the schemas of Kubernetes', 'with pip');
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await withProgress(log, `Schemas of Kubernetes ${KUBERNETES}`, async () => {
    await run('schemas', [python, '-m', 'pip', 'install', '-q', '--no-deps', '--target', fresh, SCHEMAS]);
    const [found] = globSync(`**/v${KUBERNETES}-local`, { cwd: fresh });
    if (!found) throw new Failure(`${SCHEMAS} has no schemas of Kubernetes ${KUBERNETES}.`);
    const kept = join(fresh, found);
    for (const file of globSync('*.json', { cwd: kept })) {
      const text = await readFile(join(kept, file), 'utf8');
      const { $id: _, ...schema } = JSON.parse(
        text.replaceAll('"/api/_definitions.json', '"_definitions.json'),
      ) as Schema;
      await writeFile(join(kept, file), JSON.stringify(closed(schema)));
    }
    await rename(kept, directory);
    await rm(fresh, { recursive: true, force: true });
  });
  return directory;
}

/** A field that Kubernetes does not know is wrong, not ignored. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)]));
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...parts, additionalProperties: false }
    : parts;
}

async function models(cache: string, { log }: Work, run: Run): Promise<string> {
  const directory = join(cache, 'models');
  const stamp = join(directory, '.installed');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === MODELS.join()) return directory;
  const install = ['npm', 'install', '--prefix', directory, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  await mkdir(directory, { recursive: true });
  await withProgress(log, 'Models of custom resources', () => run('models', [...install, ...MODELS]));
  await writeFile(stamp, MODELS.join());
  return directory;
}

function needed(name: string, does: string, remark: string): string {
  const found = findProgram(name, process.env);
  if (!found) throw new Failure(`${name} is needed, which ${does} once for this machine: install it, ${remark}.`);
  return found;
}
