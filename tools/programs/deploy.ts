// `npm run test:deploy`: renders the Helm chart with each set of values in deploy/helm/values, and checks what comes out against the schemas of
// Kubernetes; and that wrong values are refused by their names. Needs no cluster, and no network once the tools are in the cache.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deployTools, type DeployTools } from '../deploy/deploy-tools.ts';
import { faultsOf, lint, render } from '../deploy/manifests.ts';
import { wrongValues } from '../deploy/wrong-values.ts';
import { runProgram } from '../process/program.ts';
import { consoleLog } from '../process/progress.ts';
import { ROOT } from '../stack/checkout.mjs';

const CHART = join(ROOT, 'deploy', 'helm', 'two-tier');
const VALUES = join(ROOT, 'deploy', 'helm', 'values');
const LEAST = join(VALUES, 'least.yaml');

await runProgram(checkChart);

/** The exit code. */
async function checkChart(signal: AbortSignal): Promise<number> {
  const log = consoleLog();
  const tools = await deployTools({ dataDir: join(ROOT, '.data', 'deploy'), log, signal });
  const findings: string[] = [];
  for (const file of globSync('*.yaml', { cwd: VALUES }).sort()) {
    const { count, faults } = await checkValues(tools, join(VALUES, file));
    log(`${basename(file, '.yaml')}: ${faults.length === 0 ? `${count} manifests are valid` : 'NOT VALID'}`);
    findings.push(...faults.map((fault) => `${file}: ${fault}`));
  }
  for (const wrong of wrongValues) {
    const result = await render(tools, CHART, ['-f', LEAST, ...wrong.args]);
    const isTold = 'refusal' in result && result.refusal.includes(wrong.named);
    if (!isTold) findings.push(`${wrong.args.join(' ')} is not refused with the name ${wrong.named}`);
  }
  log(`${wrongValues.length} wrong values were tried`);
  for (const finding of findings) log(`  - ${finding}`);
  return findings.length === 0 ? 0 : 1;
}

async function checkValues(tools: DeployTools, file: string): Promise<{ count: number; faults: string[] }> {
  const faults = await lint(tools, CHART, ['-f', file]);
  const rendered = await render(tools, CHART, ['-f', file]);
  if ('refusal' in rendered) return { count: 0, faults: [...faults, rendered.refusal] };
  return { count: rendered.manifests.length, faults: [...faults, ...(await faultsOf(tools, rendered))] };
}
