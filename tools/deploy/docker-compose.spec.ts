import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { loadConfig } from '#lib/service-kit';
import { AgreementsConfig } from '../../apps/agreements/src/agreements.config.js';
import { CustomersConfig } from '../../apps/customers/src/customers.config.js';
import { EnrollmentConfig } from '../../apps/enrollment/src/enrollment.config.js';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { IdentityConfig } from '../../apps/identity/src/identity.config.js';
import { NotificationsConfig } from '../../apps/notifications/src/notifications.config.js';
import { PortalConfig } from '../../apps/portal/src/portal.config.js';
import { RelationshipsConfig } from '../../apps/relationships/src/relationships.config.js';

interface Container {
  command?: string[];
  restart?: string;
  depends_on?: Record<string, { condition: string }>;
  environment: Record<string, string | number | null>;
  volumes?: string[];
  read_only?: boolean;
}

const { services, volumes: declared } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Container>;
  volumes: Record<string, unknown>;
};

/** Files of the checkout that a build step copies into the image. */
function copied(): string[] {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  return lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(/\s+/).slice(1, -1));
}

it('the image is built from files that reach it, with all that they import', () => {
  const letIn = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(letIn).toEqual(expect.arrayContaining(copied().map((file) => `!${file}`)));
  const programs = copied().filter((file) => file.startsWith('tools/build/'));
  const imported = programs.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/from '\.\/(.*)'/g)]);
  expect(imported).not.toHaveLength(0);
  expect(programs).toEqual(expect.arrayContaining(imported.map(([, name]) => `tools/build/${name}`)));
});

/** A value as Compose passes it on where nothing is set: of `${NAME:-default}` and `${NAME-default}` the default, of a bare name nothing. */
function passedOn(value: string | number | null): string | undefined {
  const text = value === null ? undefined : String(value);
  return text?.replace(/\$\{\w+:?-((?:[^${}]|\$\{[^}]*\})*)\}/g, (_, fallback: string) => passedOn(fallback) ?? '');
}

describe.each(['identity', 'enrollment', 'relationships', 'customers', 'agreements', 'notifications'])('%s', (name) => {
  const [service, migration] = [services[name]!, services[`${name}-migration`]!];

  it('starts when its migration is done, which waits for database and broker', () => {
    expect(service.depends_on).toEqual({ [`${name}-migration`]: { condition: 'service_completed_successfully' } });
    expect(migration.depends_on).toEqual({
      mongo: { condition: 'service_healthy' },
      kafka: { condition: 'service_healthy' },
    });
  });

  it('migrates once, with the settings and the secrets of the service', () => {
    expect(migration.command?.slice(-2)).toEqual([`dist/services/${name}.js`, '--migrate']);
    expect(migration.restart).toBe('no');
    expect(migration.environment).toEqual(service.environment);
    expect(migration.volumes).toEqual(service.volumes);
  });
});

describe.each([
  ['gateway', GatewayConfig],
  ['identity', IdentityConfig],
  ['enrollment', EnrollmentConfig],
  ['relationships', RelationshipsConfig],
  ['customers', CustomersConfig],
  ['agreements', AgreementsConfig],
  ['notifications', NotificationsConfig],
  ['portal', PortalConfig],
] as const)('the container of %s', (name, config) => {
  const { environment, volumes = [], read_only: readOnly } = services[name]!;
  const given = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, passedOn(value)]));

  it('gets all that it needs to start', () => {
    expect(() => loadConfig<InstanceType<typeof config>>(config, given)).not.toThrow();
  });

  it('can be given every setting that it reads', () => {
    const settable = [...Object.keys(environment), 'TOPIC_REPLICATION_FACTOR']; // Of one broker: always 1.
    expect(settable).toEqual(expect.arrayContaining(Object.keys(new config())));
  });

  it('writes into a volume, and nowhere else', () => {
    expect(readOnly).toBe(true);
    const mounts = volumes.map((volume) => volume.split(':') as [string, string]);
    for (const [volume] of mounts) expect(declared).toHaveProperty(volume);
    const written = Object.entries(given).filter(([key, path]) => path !== undefined && /_(FILE|DIR)$/.test(key));
    for (const [, path] of written) {
      expect(mounts.some(([, target]) => path?.startsWith(`${target}/`))).toBe(true);
    }
  });
});
