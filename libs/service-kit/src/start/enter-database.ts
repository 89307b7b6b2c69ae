import { type ServiceName } from '#lib/contracts';
import { agreeOnSecrets } from '../keys/agreed/agreed-secrets.js';
import { Fingerprints } from '../keys/agreed/fingerprints.repository.js';
import { inDatabaseAlone, reachDatabase } from '../persistence/database/database-access.js';
import { type ServiceConfig } from './config.js';

/** A service's own database. */
export function databaseName(service: ServiceName, { DATABASE_PREFIX }: ServiceConfig): string {
  return `${DATABASE_PREFIX}-${service}`;
}

/** Comes before all else of a service: its database lets it in, and the secrets that it has are those of its other instances. */
export async function enterDatabase(service: ServiceName, config: ServiceConfig): Promise<void> {
  const name = databaseName(service, config);
  await reachDatabase(config.MONGODB_URI, name);
  await inDatabaseAlone(config.MONGODB_URI, name, (database) =>
    agreeOnSecrets(service, config, new Fingerprints(database)),
  );
}
