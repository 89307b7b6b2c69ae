import { faults, type Role } from '#lib/contracts';
import { happened, nothingHappened, reject, type Accepted, type Decision } from '#lib/decision';

/** An OAuth client of one tenant: it signs in that tenant's users, and acts for that tenant. */
export interface Application {
  appId: string;
  tenantId: string;
  displayName: string;
  /** Where sign-ins come back to. None: the application only acts without a user. */
  redirectUris: string[];
  /** SHA-256 of its secret, base64url; a public application, such as one on a desktop, has none. */
  secretHash?: string;
  /** Of the secret before it, which works until it is ended. */
  previousSecretHash?: string;
  createdAt: Date;
  /** Which platforms may send commands over Kafka in its name; absent: none. */
  commandSources?: CommandSource[];
}

/** A platform that may send commands over Kafka. */
export interface CommandSource {
  id: string;
  /** Its `ce_source`. */
  source: string;
  /** What it may beside what an application may do without a user: what users with these roles may. */
  roles: Exclude<Role, 'Operator'>[];
  registeredAt: Date;
}

/** The applications of one tenant. */
export interface Registry {
  tenantId: string;
  applications: Application[];
}

export const MAX_APPLICATIONS = 50;

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Adds an application. The same one again changes nothing. */
export function register(registry: Registry, application: Application): Decision<Registry, never> {
  const { applications } = registry;
  if (applications.some(({ appId }) => appId === application.appId)) return nothingHappened;
  if (applications.length >= MAX_APPLICATIONS) {
    return reject(
      faults.conflict,
      `Your tenant has ${MAX_APPLICATIONS} applications, which is the limit. Delete one first.`,
    );
  }
  const fault = registrationFault(application);
  if (fault) return reject(faults.invalidArgument, fault);
  return happened({ ...registry, applications: [...applications, application] });
}

/** Removes an application. One that is gone changes nothing. */
export function remove(registry: Registry, appId: string): Accepted<Registry, never> {
  const applications = registry.applications.filter((application) => application.appId !== appId);
  if (applications.length === registry.applications.length) return nothingHappened;
  return happened({ ...registry, applications });
}

/** Replaces the secret of an application. The one that is replaced works on until it is ended, or this happens again. */
export function replaceSecret(registry: Registry, appId: string, secretHash: string): Decision<Registry, never> {
  const application = registry.applications.find((one) => one.appId === appId);
  if (!application || application.secretHash === secretHash) return nothingHappened;
  if (application.secretHash === undefined) {
    return reject(faults.conflict, `${application.displayName} is a public application, which has no secret.`);
  }
  return happened(changed(registry, { ...application, secretHash, previousSecretHash: application.secretHash }));
}

/** Ends the secret before the last. One that is gone changes nothing. */
export function endPreviousSecret(registry: Registry, appId: string): Accepted<Registry, never> {
  const application = registry.applications.find((one) => one.appId === appId);
  if (application?.previousSecretHash === undefined) return nothingHappened;
  const { previousSecretHash: _, ...left } = application;
  return happened(changed(registry, left));
}

function changed(registry: Registry, application: Application): Registry {
  const { applications } = registry;
  return {
    ...registry,
    applications: applications.map((one) => (one.appId === application.appId ? application : one)),
  };
}

function registrationFault({ redirectUris, secretHash }: Application): string | undefined {
  if (secretHash === undefined && redirectUris.length === 0) {
    return 'A public application needs a redirect URI: without a secret it can only sign in users.';
  }
  const faulty = redirectUris.find((uri) => !isRedirectUri(uri));
  if (faulty === undefined) return undefined;
  return `${faulty} cannot be a redirect URI. It must begin with https, or with http and a loopback address, and have no fragment and no user name.`;
}

function isRedirectUri(text: string): boolean {
  const uri = URL.parse(text);
  if (!uri || text.includes('#') || uri.username !== '' || uri.password !== '') return false;
  return uri.protocol === 'https:' || (uri.protocol === 'http:' && loopbackHosts.includes(uri.hostname));
}
