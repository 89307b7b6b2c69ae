import { Injectable } from '@nestjs/common';
import { getSignature } from '#contracts/internal/agreements';
import { type Caller } from '../../access/caller.js';
import { partnerAgreementId } from '../../ids.js';
import { InternalClient } from '../../internal/internal-client.js';
import { Remembered } from '../../access/remembered.js';
import { PartnerAgreementsProjection } from './partner-agreements.projection.js';

/** Tells whether a partner signed its agreement. A signature is never taken back; its absence is asked of the owner. */
@Injectable()
export class PartnerAgreementsClient {
  private readonly signed = new Remembered<true>();

  constructor(
    private readonly projection: PartnerAgreementsProjection,
    private readonly internal: InternalClient,
  ) {}

  async isSigned(caller: Caller, partnerId: string): Promise<boolean> {
    const look = async (): Promise<true | undefined> => {
      if (await this.projection.find(partnerAgreementId(partnerId))) return true;
      return (await this.internal.call(getSignature, { partnerId }, { caller })).status === 200 || undefined;
    };
    return (await this.signed.find(partnerId, look)) ?? false;
  }

  /** Those of the partners that this service knows to have signed, to be shown; nothing may be refused by it. */
  async knownToHaveSigned(partnerIds: string[]): Promise<Set<string>> {
    const signed = await this.projection.findAll(partnerIds.map(partnerAgreementId));
    return new Set(partnerIds.filter((partnerId) => signed.has(partnerAgreementId(partnerId))));
  }
}
