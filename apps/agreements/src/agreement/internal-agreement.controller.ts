import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe, notFound } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { isConfirmed } from './agreement.js';
import { AgreementRepository } from './agreement.repository.js';

/** Whether a customer's Microsoft Customer Agreement is confirmed, for services whose projection does not know it. */
@Controller('internal/agreements')
@InternalController('customers')
export class InternalAgreementController {
  constructor(private readonly agreements: AgreementRepository) {}

  @Get(':customerId')
  async get(@Param('customerId', GuidPipe) customerId: string): Promise<{ customerId: string; confirmed: true }> {
    if (isConfirmed(await this.agreements.of(customerId))) return { customerId, confirmed: true };
    throw notFound(`The customer ${customerId} has no confirmed agreement.`);
  }
}
