import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection, type Model } from 'mongoose';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { acrossTenants, derivedId, isDuplicateKey, type StoredKey } from '#lib/service-kit';
import { NotificationsConfig } from '../../notifications.config.js';

interface CertificateDocument {
  _id: string;
  /** DER in base64. */
  certificate: string;
}

const PUBLIC = 'A certificate is public.';

const schema = new Schema<CertificateDocument>(
  { _id: String, certificate: String },
  { versionKey: false, id: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);

/** The certificates of signing keys, also of those that sign no more. All instances share them through the service's database. */
@Injectable()
export class SigningCertificateRepository {
  private readonly model: Model<CertificateDocument>;
  private readonly made = new Set<string>();

  constructor(
    @InjectConnection() connection: Connection,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.model = connection.model<CertificateDocument>('webhookcertificates', schema, 'webhookcertificates');
  }

  /** The id of the certificate of a key, a GUID that follows from the key and the name in the certificate. It is there then. */
  async idOf(key: StoredKey): Promise<string> {
    const id = derivedId(String(key.publicJwk.kid), this.config.WEBHOOK_CERTIFICATE_NAME);
    if (!this.made.has(id) && !(await this.find(id))) await this.create(id, key);
    this.made.add(id);
    return id;
  }

  /** DER */
  async find(id: string): Promise<Buffer | undefined> {
    const found = await this.model.findOne(acrossTenants(PUBLIC, { _id: id })).lean<CertificateDocument>();
    return found ? Buffer.from(found.certificate, 'base64') : undefined;
  }

  private async create(id: string, key: StoredKey): Promise<void> {
    // Loaded where it is wanted: once a year.
    const { selfSigned } = await import('./self-signed.js');
    const certificate = await selfSigned(key, this.config.WEBHOOK_CERTIFICATE_NAME, this.clock.now());
    try {
      await this.model.create({ _id: id, certificate: certificate.toString('base64') });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
