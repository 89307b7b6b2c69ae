import { type JWK } from 'jose';
import { KeyWrap, type ServiceConfig } from '#lib/service-kit';
import { type TestPlatform } from './test-platform.js';

/** A private key from a service's database, as only the service itself can read it: with the secret in its file. */
export function privateKeyOf(
  { platform }: TestPlatform,
  service: keyof TestPlatform['platform']['apps'],
  wrappedKey: string,
): Promise<JWK> {
  const { KEY_SECRET_FILE } = platform.apps[service][0]?.environment ?? {};
  return new KeyWrap({ KEY_SECRET_FILE } as ServiceConfig).unwrap(wrappedKey);
}
