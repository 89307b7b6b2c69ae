import { existsSync, globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Alert {
  alert: string;
  expr: string;
  annotations: { runbook: string; summary: string };
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

const { groups } = parse(readFileSync('deploy/helm/two-tier/files/alerts.yaml', 'utf8')) as {
  groups: { rules: Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(readFileSync('deploy/observability/grafana/two-tier.json', 'utf8')) as {
  panels: Panel[];
};
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** What Node's processes and Prometheus itself tell. */
const others = ['up', 'nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total', 'process_resident_memory_bytes'];
const own = globSync('{apps,libs}/**/*.ts')
  .filter((file) => !file.endsWith('.spec.ts'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'((?:twotier|http)_[a-z_]+)'/g)])
  .map(([, name = '']) => name);

function metricsIn(query: string): string[] {
  const names = query.match(/\b(?:up(?=\{)|(?:twotier|http|nodejs|process)_[a-z0-9_]+)/g) ?? [];
  return names.map((name) => name.replace(/_(bucket|count|sum)$/, ''));
}

it('[metrics] alerts and dashboard ask for what there is', () => {
  const asked = [...alerts.map(({ expr }) => expr), ...queries].flatMap(metricsIn);
  expect(asked.length).toBeGreaterThan(30);
  expect([...new Set([...own, ...others])]).toEqual(expect.arrayContaining([...new Set(asked)]));
});

it.each(alerts.map((alert): [string, Alert] => [alert.alert, alert]))(
  '[metrics] %s has a runbook that says when it fires, and what to do',
  (name, { expr, annotations }) => {
    expect(existsSync(annotations.runbook)).toBe(true);
    const runbook = readFileSync(annotations.runbook, 'utf8');
    expect(runbook).toContain(`\`${name}\``);
    expect(runbook).toContain(expr);
    expect(runbook).toMatch(/## What it means\n\n.+\n\n## What to do\n\n1\. /);
    expect(readFileSync('docs/guides/runbooks/README.md', 'utf8')).toContain(`\`${name}\``);
  },
);

it('[metrics] each runbook is of an alert', () => {
  const runbooks = globSync('docs/guides/runbooks/*.md').filter((file) => !file.endsWith('README.md'));
  expect(runbooks.sort()).toEqual(alerts.map(({ annotations }) => annotations.runbook).sort());
});

it('[metrics] each panel asks for the apps that were chosen, or for what one app alone has', () => {
  for (const query of queries) expect(query).toMatch(/app=~"\$app"|twotier_(emails|webhook_deliveries)_total/);
});

it('[metrics] Prometheus of Compose reads every app', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
    services: Record<string, { image: string; restart?: string }>;
  };
  const { scrape_configs: jobs } = parse(readFileSync('deploy/observability/prometheus.yaml', 'utf8')) as {
    scrape_configs: { static_configs: { targets: string[]; labels: { app: string } }[] }[];
  };
  const read = jobs.flatMap(({ static_configs: targets }) => targets.map(({ labels }) => labels.app));
  const apps = Object.entries(services).filter(([, { image, restart }]) => image === 'twotier' && restart !== 'no');
  expect(read.sort()).toEqual(apps.map(([app]) => app).sort());
});
