import { Param } from '@nestjs/common';
import { GuidPipe } from '#lib/partner-api';
import { InternalController, InternalEndpoint } from '#lib/service-kit';
import { getSubscribedSkus, type SubscribedSkus } from '#contracts/internal/customers';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { subscribedSkus } from './subscribed-sku.js';

/** What a customer has subscribed to, for the service that knows its users and assigns licences to them. */
@InternalController()
export class InternalSubscribedSkuController {
  constructor(private readonly customers: CustomerRepository) {}

  /** Of whichever partner. */
  @InternalEndpoint(getSubscribedSkus)
  async list(@Param('customerId', GuidPipe) customerId: string): Promise<SubscribedSkus> {
    const customer = await this.customers.ofTenant(customerId);
    return { skus: subscribedSkus(customer?.subscriptions ?? []) };
  }
}
