import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock } from '#lib/decision';
import { CLOCK } from '#lib/messaging';
import { type StoredKey } from '#lib/service-kit';
import { NotificationsConfig } from '../../notifications.config.js';
import { SigningCertificateRepository } from './signing-certificate.repository.js';
import { WebhookKeys } from './webhook-keys.js';

/** A certificate that deliveries are, will be or were checked with. */
export interface PublishedCertificate {
  id: string;
  url: string;
  status: 'next' | 'signing' | 'retired';
  signsFrom: Date;
}

/** Signs deliveries as Partner Center does, so that a receiver that checks its signatures checks ours. */
@Injectable()
export class WebhookSignature {
  private readonly opened = new Map<number, KeyObject>();

  constructor(
    private readonly keys: WebhookKeys,
    private readonly certificates: SigningCertificateRepository,
    private readonly config: NotificationsConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** RSA with PKCS #1 v1.5 and SHA-256 over the body's bytes, and where the certificate is that it is checked with. */
  async headersOf(body: string, inMsSignature: boolean): Promise<Record<string, string>> {
    const [key] = await this.keys.ring();
    const id = await this.certificates.idOf(key);
    const signature = `Signature ${sign('sha256', Buffer.from(body), this.open(key)).toString('base64')}`;
    return {
      [inMsSignature ? 'x-ms-signature' : 'authorization']: signature,
      'x-ms-certificate-url': this.urlOf(id),
      'x-ms-signature-algorithm': 'rsa-sha256',
    };
  }

  /** The certificates of now, the one that is signed with first. */
  async published(): Promise<PublishedCertificate[]> {
    const ring = await this.keys.ring();
    const now = this.clock.now();
    return Promise.all(
      ring.map(async (key) => {
        const id = await this.certificates.idOf(key);
        const status = key === ring[0] ? 'signing' : key.signsFrom > now ? 'next' : 'retired';
        return { id, url: this.urlOf(id), status, signsFrom: key.signsFrom };
      }),
    );
  }

  private urlOf(id: string): string {
    return `${this.config.issuer}/webhooks/v1/certificates/${id}.cer`;
  }

  private open({ generation, privateJwk }: StoredKey): KeyObject {
    const key = this.opened.get(generation) ?? createPrivateKey({ key: privateJwk, format: 'jwk' });
    this.opened.set(generation, key);
    return key;
  }
}
