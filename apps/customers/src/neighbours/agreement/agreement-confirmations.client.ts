import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { InternalClient, type Caller } from '#lib/service-kit';
import { getAgreement } from '#contracts/internal/agreements';
import { AgreementProjection } from './agreement.projection.js';

const MOST = 10_000;

/** Tells whether a customer's agreement is confirmed. A confirmation is never taken back; its absence is asked of the owner. */
@Injectable()
export class AgreementConfirmationsClient {
  private readonly confirmed = new LRUCache<string, true>({ max: MOST });

  constructor(
    private readonly projection: AgreementProjection,
    private readonly internal: InternalClient,
  ) {}

  async isConfirmed(caller: Caller, customerId: string): Promise<boolean> {
    if (this.confirmed.has(customerId)) return true;
    const isConfirmed =
      (await this.projection.find(customerId)) !== undefined ||
      (await this.internal.call(getAgreement, { customerId }, { caller })).status === 200;
    if (isConfirmed) this.confirmed.set(customerId, true);
    return isConfirmed;
  }
}
