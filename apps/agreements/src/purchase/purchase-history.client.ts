import { Injectable } from '@nestjs/common';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getPurchases } from '#contracts/internal/customers';
import { type Purchase } from './purchase.js';
import { PurchaseProjection } from './purchase.projection.js';

/** What customers have bought, through whichever partner: for decisions alone, never to be shown. */
@Injectable()
export class PurchaseHistoryClient {
  constructor(
    private readonly projection: PurchaseProjection,
    private readonly internal: InternalClient,
  ) {}

  /**
   * One original purchase, if the customer has made any: it decides, and is never taken back. That there is none is only
   * answered after the owner, customers, was asked.
   */
  async of(caller: Caller, customerId: string): Promise<Purchase[]> {
    const known = await this.projection.originalOf(customerId);
    if (known) return [known];
    const { body } = await this.internal.call(getPurchases, { customerId }, { caller });
    return body.purchases.map((purchase) => ({ ...purchase, orderedAt: new Date(purchase.orderedAt) }));
  }
}
