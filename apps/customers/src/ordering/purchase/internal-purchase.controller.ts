import { Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getPurchases, type Purchases } from '#contracts/internal/customers';
import { OriginalPurchases } from './original-purchases.js';

/** Whether a customer has bought anything, for the service that decides how it may accept its agreement. */
@InternalController()
export class InternalPurchaseController {
  constructor(private readonly purchases: OriginalPurchases) {}

  @InternalEndpoint(getPurchases)
  async list(@Param('customerId', GuidPipe) customerId: string): Promise<Purchases> {
    return { purchases: await this.purchases.of(customerId) };
  }
}
