import { Injectable } from '@nestjs/common';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';
import { type SubscribedSku } from '../tenant/tenant.js';

/** What customers have subscribed to. Units come and go with orders, so the customers service, which owns them, is asked each time. */
@Injectable()
export class SubscribedSkusClient {
  constructor(private readonly internal: InternalClient) {}

  async of(caller: Caller, customerId: string): Promise<SubscribedSku[]> {
    const path = internalPath`/internal/customers/${customerId}/subscribedskus`;
    const { body } = await this.internal.call('customers', 'GET', path, { caller });
    return (body as { skus: SubscribedSku[] }).skus;
  }
}
