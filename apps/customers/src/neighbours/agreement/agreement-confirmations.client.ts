import { Injectable } from '@nestjs/common';
import { InternalClient, Remembered, type Caller } from '#lib/service-kit';
import { getAgreement } from '#contracts/internal/agreements';
import { AgreementProjection } from './agreement.projection.js';

/** Tells whether a customer's agreement is confirmed. A confirmation is never taken back; its absence is asked of the owner. */
@Injectable()
export class AgreementConfirmationsClient {
  private readonly confirmed = new Remembered<true>();

  constructor(
    private readonly projection: AgreementProjection,
    private readonly internal: InternalClient,
  ) {}

  async isConfirmed(caller: Caller, customerId: string): Promise<boolean> {
    const look = async (): Promise<true | undefined> => {
      if (await this.projection.find(customerId)) return true;
      return (await this.internal.call(getAgreement, { customerId }, { caller })).status === 200 || undefined;
    };
    return (await this.confirmed.find(customerId, look)) ?? false;
  }
}
