import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { PartnerAgreementRepository } from './partner-agreement.repository.js';

/** Whether a partner signed the Microsoft Partner Agreement, for services whose projection does not know it. */
@Controller('internal/partneragreements')
@InternalController('customers', 'relationships')
export class InternalPartnerAgreementController {
  constructor(private readonly agreements: PartnerAgreementRepository) {}

  @Get(':partnerId')
  async get(@Param('partnerId', GuidPipe) partnerId: string): Promise<{ partnerId: string; signedAt: string }> {
    const signature = await this.agreements.signatureOf(partnerId);
    if (!signature) throw notFound(`The partner ${partnerId} has not signed the Microsoft Partner Agreement.`);
    return { partnerId, signedAt: signature.signedAt.toISOString() };
  }
}
