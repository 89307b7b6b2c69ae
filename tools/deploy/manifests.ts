import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import { KUBERNETES, type DeployTools } from './deploy-tools.ts';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

/** What kubeconform says; of resources those alone that are not valid. */
interface Report {
  resources: { kind: string; name: string; status: string; msg: string }[];
  summary: { valid: number };
}

/** What the chart makes of values, or why it refuses them. */
export type Rendered = { manifests: Manifest[]; text: string } | { refusal: string };

/** Where kinds that Kubernetes does not know are described. */
const CUSTOM: Record<string, string> = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
};

/** Renders the chart for the version of Kubernetes that is checked. */
export async function render({ helm }: DeployTools, chart: string, args: string[]): Promise<Rendered> {
  const version = ['--kube-version', KUBERNETES, ...Object.keys(CUSTOM).flatMap((api) => ['-a', api])];
  const command = ['template', 'two-tier', chart, '--namespace', 'two-tier', ...version, ...args];
  const { exitCode, stdout, stderr } = await execa(helm, command, { reject: false });
  if (exitCode !== 0) return { refusal: stderr };
  const documents = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest | null);
  return { text: stdout, manifests: documents.filter((manifest) => manifest !== null) };
}

/** What is wrong with the chart itself. */
export async function lint({ helm }: DeployTools, chart: string, args: string[]): Promise<string[]> {
  const command = ['lint', chart, '--strict', '--quiet', '--kube-version', KUBERNETES, ...args];
  const { exitCode, stdout, stderr } = await execa(helm, command, { reject: false });
  return exitCode === 0 ? [] : [`${stdout}${stderr}`];
}

/** What is wrong with manifests, by the schemas of Kubernetes and of the custom resources; an unknown kind is wrong. */
export async function faultsOf(
  tools: DeployTools,
  { manifests, text }: Extract<Rendered, { text: string }>,
): Promise<string[]> {
  const location = join(tools.schemas, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
  const skipped = manifests.filter(({ apiVersion }) => apiVersion in CUSTOM).map(({ kind }) => kind);
  const command = [
    '-summary',
    '-strict',
    '-schema-location',
    location,
    '-skip',
    skipped.join(','),
    '-output',
    'json',
    '-',
  ];
  const { stdout } = await execa(tools.kubeconform, command, { input: text, reject: false });
  const { resources, summary } = JSON.parse(stdout) as Report;
  const faults = resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`);
  const looked = summary.valid + skipped.length;
  if (looked + faults.length !== manifests.length) faults.push(`only ${looked} of ${manifests.length} were looked at`);
  for (const manifest of manifests.filter(({ apiVersion }) => apiVersion in CUSTOM))
    faults.push(...(await customFaults(tools, manifest)));
  return faults;
}

async function customFaults({ models }: DeployTools, manifest: Manifest): Promise<string[]> {
  const { apiVersion, kind, metadata } = manifest;
  const file = join(models, 'node_modules', CUSTOM[apiVersion] ?? '', apiVersion, `${kind}.js`);
  const { [kind]: Model } = (await import(pathToFileURL(file).href)) as Record<
    string,
    new (manifest: Manifest) => { validate(): void }
  >;
  if (!Model) return [`${kind} ${metadata.name}: ${apiVersion} has no such kind`];
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [`${kind} ${metadata.name}: ${(error as Error).message}`];
  }
}
