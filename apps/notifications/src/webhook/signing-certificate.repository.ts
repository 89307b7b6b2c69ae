import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { importJWK, type CryptoKey } from 'jose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { acrossTenants, derivedId, isDuplicateKey, type SigningKey } from '#lib/service-kit';
import { NotificationsConfig } from '../notifications.config.js';
import { SigningKeyRepository } from './signing-key.repository.js';

export interface SigningCertificate {
  /** A GUID that follows from the key and the name in the certificate. */
  id: string;
  privateKey: KeyObject;
  /** DER */
  certificate: Buffer;
}

interface CertificateDocument {
  _id: string;
  /** DER in base64. */
  certificate: string;
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const YEARS = 10;
const PUBLIC = 'A certificate is public.';

const schema = new Schema<CertificateDocument>(
  { _id: String, certificate: String },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);

/** The certificate of the signing key, made at first use. All instances share it through the service's database. */
@Injectable()
export class SigningCertificateRepository {
  private readonly model: Model<CertificateDocument>;
  private known?: Promise<SigningCertificate>;

  constructor(
    @InjectConnection() connection: Connection,
    private readonly keys: SigningKeyRepository,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<CertificateDocument>('webhookcertificates', schema, 'webhookcertificates');
  }

  current(): Promise<SigningCertificate> {
    return (this.known ??= this.loadOrCreate().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    }));
  }

  /** DER of this certificate, or of an earlier one. */
  async find(id: string): Promise<Buffer | undefined> {
    const found = await this.model.findOne(acrossTenants(PUBLIC, { _id: id })).lean<CertificateDocument>();
    return found ? Buffer.from(found.certificate, 'base64') : undefined;
  }

  private async loadOrCreate(): Promise<SigningCertificate> {
    const key = await this.keys.current();
    const id = derivedId(key.kid, this.config.WEBHOOK_CERTIFICATE_NAME);
    const certificate = (await this.find(id)) ?? (await this.create(id, key));
    return { id, certificate, privateKey: KeyObject.from(key.privateKey) };
  }

  private async create(id: string, key: SigningKey): Promise<Buffer> {
    const certificate = await selfSigned(key, this.config.WEBHOOK_CERTIFICATE_NAME, this.clock.now());
    try {
      await this.model.create({ _id: id, certificate: certificate.toString('base64') });
      return certificate;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.find(id)) ?? certificate;
    }
  }
}

async function selfSigned({ privateKey, publicJwk }: SigningKey, name: string, now: Date): Promise<Buffer> {
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    name,
    notBefore: new Date(now.getTime() - 24 * 60 * 60 * 1_000),
    notAfter: until,
    keys: { privateKey, publicKey: (await importJWK(publicJwk, 'RS256')) as CryptoKey },
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  return Buffer.from(certificate.rawData);
}
