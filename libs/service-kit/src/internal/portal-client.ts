import { readOrCreateSecret } from '../start/secret-file.js';

/** Under which identity knows the portal. */
export const PORTAL_CLIENT_ID = 'c0000000-0000-4000-8000-0000000000c2';

/** Where the portal's sign-in comes back to, and where a user is after signing out. */
export function portalUrls(publicUrl: string): { signedIn: string; signedOut: string } {
  const origin = publicUrl.replace(/\/+$/, '');
  return { signedIn: `${origin}/app/signed-in`, signedOut: `${origin}/` };
}

/** What the portal proves itself with at the issuer; a random one is made if there is no such file. */
export function portalClientSecret(file: string): string {
  return readOrCreateSecret(file).toString('utf8').trim();
}
