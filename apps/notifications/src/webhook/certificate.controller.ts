import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { GuidPipe, notFound } from '#lib/partner-api';
import { Anonymous } from '#lib/service-kit';
import { SigningCertificateRepository } from './signing-certificate.repository.js';

/** The certificates that receivers check signatures with. */
@ApiTags('Webhooks')
@Controller('webhooks/v1/certificates')
export class CertificateController {
  constructor(private readonly certificates: SigningCertificateRepository) {}

  /** The certificate that `X-MS-Certificate-Url` names, DER. */
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
