import { Injectable } from '@nestjs/common';
import { InternalClient, internalPath, type Caller } from '#lib/service-kit';
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
    const path = internalPath`/internal/customers/${customerId}/purchases`;
    const { status, body } = await this.internal.call('customers', 'GET', path, { caller });
    if (status !== 200)
      throw new Error(`customers answers ${status} when it is asked for the purchases of a customer.`);
    return (body as { purchases: (Omit<Purchase, 'orderedAt'> & { orderedAt: string })[] }).purchases.map(
      (purchase) => ({ ...purchase, orderedAt: new Date(purchase.orderedAt) }),
    );
  }
}
