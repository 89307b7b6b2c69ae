import { Injectable } from '@nestjs/common';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getSubscribedSkus, type SubscribedSku } from '#contracts/internal/customers';

/** What customers have subscribed to. Units come and go with orders, so the customers service, which owns them, is asked each time. */
@Injectable()
export class SubscribedSkusClient {
  constructor(private readonly internal: InternalClient) {}

  async of(caller: Caller, customerId: string): Promise<SubscribedSku[]> {
    return (await this.internal.call(getSubscribedSkus, { customerId }, { caller })).body.skus;
  }
}
