import 'reflect-metadata';
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

export type LocalCertificate = { certFile: string; keyFile: string; rootFile: string };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1_000;
/** What clients take at most. */
const LIFETIME_MS = 397 * DAY_MS;
const RENEWED_BEFORE_MS = 30 * DAY_MS;
/** Clocks differ. */
const SINCE_MS = DAY_MS;

x509.cryptoProvider.set(crypto);

/**
 * A certificate of this machine's own names, and the root that clients are to trust for it. It is kept until it is about to
 * expire. The root's key is thrown away: nobody can make another certificate with it.
 */
export async function localCertificate(directory: string): Promise<LocalCertificate> {
  const files = {
    certFile: join(directory, 'localhost.pem'),
    keyFile: join(directory, 'localhost-key.pem'),
    rootFile: join(directory, 'root.pem'),
  };
  if (isUsable(files)) return files;
  const { certificate, key, root } = await makeCertificate();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const [file, pem] of [
    [files.rootFile, root],
    [files.keyFile, key],
    [files.certFile, certificate],
  ] as const)
    writeFileSync(file, `${pem.trimEnd()}\n`, { mode: 0o600 });
  return files;
}

function isUsable({ certFile, keyFile, rootFile }: LocalCertificate) {
  if (![certFile, keyFile, rootFile].every((file) => existsSync(file))) return false;
  const certificate = new X509Certificate(readFileSync(certFile));
  const isOfRoot = certificate.verify(new X509Certificate(readFileSync(rootFile)).publicKey);
  return isOfRoot && Date.parse(certificate.validTo) - Date.now() > RENEWED_BEFORE_MS;
}

async function makeCertificate() {
  const [rootKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const validity = {
    notBefore: new Date(Date.now() - SINCE_MS),
    notAfter: new Date(Date.now() + LIFETIME_MS - SINCE_MS),
  };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: 'CN=Two Tier on this machine',
    keys: rootKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: 'CN=localhost',
    issuer: root.subject,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(root),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { certificate: certificate.toString('pem'), key, root: root.toString('pem') };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** Positive, and one of its own each time: clients keep certificates by issuer and number. */
function serialNumber() {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
