/** A public key, RFC 7517. */
export class PublicKey {
  kty: string;
  kid: string;
  use: string;
  alg: string;
  /** Modulus, base64url. */
  n: string;
  /** Exponent, base64url. */
  e: string;
}

/** The keys that access tokens are checked with. */
export class KeySet {
  keys: PublicKey[];
}
