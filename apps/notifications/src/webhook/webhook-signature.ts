import { sign } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { NotificationsConfig } from '../notifications.config.js';
import { SigningCertificateRepository } from './signing-certificate.repository.js';

/** Signs deliveries as Partner Center does, so that a receiver that checks its signatures checks ours. */
@Injectable()
export class WebhookSignature {
  constructor(
    private readonly certificates: SigningCertificateRepository,
    private readonly config: NotificationsConfig,
  ) {}

  /** RSA with PKCS #1 v1.5 and SHA-256 over the body's bytes, and where the certificate is that it is checked with. */
  async headersOf(body: string, inMsSignature: boolean): Promise<Record<string, string>> {
    const { id, privateKey } = await this.certificates.current();
    const signature = `Signature ${sign('sha256', Buffer.from(body), privateKey).toString('base64')}`;
    return {
      [inMsSignature ? 'x-ms-signature' : 'authorization']: signature,
      'x-ms-certificate-url': `${this.config.issuer}/webhooks/v1/certificates/${id}.cer`,
      'x-ms-signature-algorithm': 'rsa-sha256',
    };
  }
}
