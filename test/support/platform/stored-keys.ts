import { join } from 'node:path';
import { type JWK } from 'jose';
import { KeyWrap, type ServiceConfig } from '#lib/service-kit';
import { type TestPlatform } from './test-platform.js';

/** A private key from a service's database, as only the service itself can read it: with the secret in its file. */
export function privateKeyOf(
  { dataDir }: TestPlatform,
  service: keyof TestPlatform['urls'],
  wrappedKey: string,
): Promise<JWK> {
  return new KeyWrap({ KEY_SECRET_FILE: join(dataDir, `${service}-key-secret`) } as ServiceConfig).unwrap(wrappedKey);
}
