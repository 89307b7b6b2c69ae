import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { importJWK, type CryptoKey } from 'jose';
import { type StoredKey } from '#lib/service-kit';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const YEARS = 10;

/** A certificate of a signing key, DER. */
export async function selfSigned({ privateJwk, publicJwk }: StoredKey, name: string, now: Date): Promise<Buffer> {
  x509.cryptoProvider.set(webcrypto);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    name,
    notBefore: new Date(now.getTime() - 24 * 60 * 60 * 1_000),
    notAfter: until,
    keys: {
      privateKey: (await importJWK(privateJwk, 'RS256')) as CryptoKey,
      publicKey: (await importJWK(publicJwk, 'RS256')) as CryptoKey,
    },
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  return Buffer.from(certificate.rawData);
}
