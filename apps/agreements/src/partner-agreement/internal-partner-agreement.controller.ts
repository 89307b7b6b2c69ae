import { Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getSignature, type SignatureFacts } from '#contracts/internal/agreements';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';

/** Whether a partner signed the Microsoft Partner Agreement, for services whose projection does not know it. */
@InternalController()
export class InternalPartnerAgreementController {
  constructor(private readonly agreements: PartnerAgreementRepository) {}

  @InternalEndpoint(getSignature)
  async get(@Param('partnerId', GuidPipe) partnerId: string): Promise<SignatureFacts> {
    const signature = await this.agreements.signatureOf(partnerId);
    if (!signature) throw notFound(`The partner ${partnerId} has not signed the Microsoft Partner Agreement.`);
    return { partnerId, signedAt: signature.signedAt.toISOString() };
  }
}
