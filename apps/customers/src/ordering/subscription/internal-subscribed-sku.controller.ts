import { Controller, Get, Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController } from '#lib/service-kit';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { subscribedSkus, type SubscribedSku } from './subscribed-sku.js';

/** What a customer has subscribed to, for the service that knows its users and assigns licences to them. */
@Controller('internal/customers/:customerId/subscribedskus')
@InternalController('identity')
export class InternalSubscribedSkuController {
  constructor(private readonly customers: CustomerRepository) {}

  /** Of whichever partner. */
  @Get()
  async list(@Param('customerId', GuidPipe) customerId: string): Promise<{ skus: SubscribedSku[] }> {
    const customer = await this.customers.ofTenant(customerId);
    return { skus: subscribedSkus(customer?.subscriptions ?? []) };
  }
}
