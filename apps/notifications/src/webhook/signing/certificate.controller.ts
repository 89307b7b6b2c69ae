import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { GuidPipe, notFound } from '#lib/partner-api';
import { Anonymous } from '#lib/service-kit';
import { SigningCertificateRepository } from './signing-certificate.repository.js';
import { CertificateResource, toCertificate } from '../webhook.dto.js';
import { WebhookSignature } from './webhook-signature.js';

/** The certificates that receivers check signatures with. */
@ApiTags('Webhooks')
@Controller('webhooks/v1/certificates')
export class CertificateController {
  constructor(
    private readonly certificates: SigningCertificateRepository,
    private readonly signature: WebhookSignature,
  ) {}

  /**
   * The certificate that webhook events are signed with now; the one that will follow it, for a month before it does; and the one
   * before it, for a week.
   */
  @Get()
  @Anonymous()
  async list(): Promise<CertificateResource[]> {
    return (await this.signature.published()).map(toCertificate);
  }

  /** The certificate that `X-MS-Certificate-Url` names, DER. It stays there when other ones follow. */
  @Get(':certificateId.cer')
  @Anonymous()
  @Header('cache-control', 'public, max-age=86400, immutable')
  @ApiProduces('application/pkix-cert')
  async get(@Param('certificateId', GuidPipe) certificateId: string): Promise<StreamableFile> {
    const certificate = await this.certificates.find(certificateId);
    if (!certificate) throw notFound(`There is no certificate ${certificateId}.`);
    return new StreamableFile(certificate, { type: 'application/pkix-cert' });
  }
}
