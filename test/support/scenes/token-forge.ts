import {
  calculateJwkThumbprint,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { type Databases } from '../platform/databases.js';
import { privateKeyOf } from '../platform/stored-keys.js';
import { type TestPlatform } from '../platform/test-platform.js';

interface StoredKey {
  wrappedKey: string;
  publicJwk: JWK;
}

/** Makes access tokens that no issuer hands out, with the platform's own key or any other. */
export class TokenForge {
  private constructor(
    readonly kid: string,
    readonly publicJwk: JWK,
    private readonly privateKey: CryptoKey,
    private readonly issuer: string,
  ) {}

  static async open(platform: TestPlatform, databases: Databases): Promise<TokenForge> {
    const [stored] = await databases.all<StoredKey>('identity', 'tokenkeys');
    if (!stored) throw new Error('Identity has no signing key yet.');
    const { wrappedKey, publicJwk } = stored;
    const key = (await importJWK(await privateKeyOf(platform, 'identity', wrappedKey), 'RS256')) as CryptoKey;
    return new TokenForge(await calculateJwkThumbprint(publicJwk), publicJwk, key, platform.issuer);
  }

  /** A token of the platform's own key, unless it is given another; with the claims that are given beside the usual ones. */
  sign(claims: JWTPayload, key: CryptoKey | Uint8Array = this.privateKey, alg = 'RS256'): Promise<string> {
    return new SignJWT({ ...this.usual(), ...claims }).setProtectedHeader({ alg, kid: this.kid, typ: 'JWT' }).sign(key);
  }

  unsigned(claims: JWTPayload): string {
    return new UnsecuredJWT({ ...this.usual(), ...claims }).encode();
  }

  private usual(): JWTPayload {
    const now = Math.floor(Date.now() / 1_000);
    return {
      iss: this.issuer,
      aud: 'https://api.partnercenter.microsoft.com',
      iat: now,
      exp: now + 600,
    };
  }
}
