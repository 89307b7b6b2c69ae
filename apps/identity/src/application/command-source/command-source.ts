import { faults, type Role } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Decision, type Rejected } from '#lib/decision';
import { type CommandSource, type Registry } from '../application.js';

/** The roles that a source can be given: those of users, but for the operator's. */
export const sourceRoles = [
  'GlobalAdmin',
  'AdminAgent',
  'SalesAgent',
  'HelpdeskAgent',
  'BillingAdmin',
] as const satisfies Role[];
export type SourceRole = (typeof sourceRoles)[number];

export const MAX_SOURCES = 20;

/** Who registers a source: the roles that the user holds now, and the domain of its tenant. */
export interface Registrar {
  roles: readonly string[];
  domain: string;
}

/**
 * Lets an application of the tenant send commands by the name of a source, which begins with the tenant's own domain: so no tenant
 * can take another one's. Registering it again replaces its roles. Undefined: the tenant has no such application.
 */
export function registerSource(
  registry: Registry,
  appId: string,
  source: CommandSource,
  registrar: Registrar,
): Decision<Registry, never> {
  const fault = sourceFault(source, registrar);
  if (fault) return fault;
  const holder = registry.applications.find(({ commandSources = [] }) =>
    commandSources.some((known) => known.source === source.source),
  );
  if (holder && holder.appId !== appId) {
    return reject(
      faults.conflict,
      `${source.source} is a source of the application ${holder.appId} already. Remove it there first, or register another one.`,
    );
  }
  const sources = sourcesOf(registry, appId);
  const known = sources.find((one) => one.source === source.source);
  if (known && sameRoles(known, source)) return nothingHappened;
  if (!known && sources.length >= MAX_SOURCES) {
    return reject(faults.conflict, `An application has at most ${MAX_SOURCES} sources of commands. Remove one first.`);
  }
  return happened(withSources(registry, appId, [...sources.filter((one) => one !== known), source]));
}

/** Takes the right to send commands from a source. One that is gone changes nothing. */
export function removeSource(registry: Registry, appId: string, id: string): Accepted<Registry, never> {
  const sources = sourcesOf(registry, appId);
  const left = sources.filter((source) => source.id !== id);
  return left.length === sources.length ? nothingHappened : happened(withSources(registry, appId, left));
}

/** The host that the name of a source begins with; undefined if it is no absolute URI. */
export function hostOf(source: string): string | undefined {
  const host = URL.parse(source)?.hostname.toLowerCase();
  return host === '' ? undefined : host;
}

function sourceFault({ source, roles }: CommandSource, registrar: Registrar): Rejected | undefined {
  if (hostOf(source) !== registrar.domain) {
    return reject(
      faults.invalidArgument,
      `source must be a URI with the domain of your tenant as its host, such as https://${registrar.domain}/crm. ` +
        'For any other, ask the operator to configure it.',
    );
  }
  if (!roles.includes('GlobalAdmin') || registrar.roles.includes('GlobalAdmin')) return undefined;
  return reject(faults.roleNotAllowed, 'Only a Global admin can give the role GlobalAdmin to a source.');
}

function sameRoles(one: CommandSource, other: CommandSource): boolean {
  return one.roles.length === other.roles.length && one.roles.every((role) => other.roles.includes(role));
}

function sourcesOf({ applications }: Registry, appId: string): CommandSource[] {
  return applications.find((application) => application.appId === appId)?.commandSources ?? [];
}

function withSources(registry: Registry, appId: string, commandSources: CommandSource[]): Registry {
  const applications = registry.applications.map((application) =>
    application.appId === appId ? { ...application, commandSources } : application,
  );
  return { ...registry, applications };
}
