import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { PartnerError } from '#lib/partner-api';
import { CurrentPartners, partnerOf, type Caller, type MpnIdHolder } from '#lib/service-kit';
import { PartnerAgreements } from '../partner-agreement/partner-agreements.js';
import { type OrderLineItem } from './order.js';

/** Checks the partners that take part in an order: the one who places it, and the resellers on record. */
@Injectable()
export class OrderPartners {
  constructor(
    private readonly partners: CurrentPartners,
    private readonly agreements: PartnerAgreements,
  ) {}

  /** Refuses partners that have not signed the Microsoft Partner Agreement, and who is on record and no reseller. */
  async assertMayTransact(caller: Caller, lineItems: Pick<OrderLineItem, 'partnerIdOnRecord'>[]): Promise<void> {
    if (!(await this.agreements.isSigned(caller, caller.tenantId))) {
      throw new PartnerError(
        faults.partnerAgreementNotSigned,
        'Your company has not accepted the Microsoft Partner Agreement (MPA). The global admin of the CSP account must ' +
          'accept the MPA to resume the full transactional capabilities. It is signed by POST /v1/partneragreement/signature.',
      );
    }
    for (const mpnId of new Set(lineItems.flatMap(({ partnerIdOnRecord }) => partnerIdOnRecord ?? []))) {
      const reseller = await this.resellerOnRecord(caller, mpnId);
      if (await this.agreements.isSigned(caller, reseller.partnerId)) continue;
      throw new PartnerError(
        faults.resellerAgreementNotSigned,
        `Microsoft Partner Agreement has not been accepted by the indirect reseller with the MPN Id ${mpnId}.`,
      );
    }
  }

  /** An MPN ID can move to another partner, so its owner is asked each time. */
  private async resellerOnRecord(caller: Caller, mpnId: string): Promise<MpnIdHolder> {
    const holder = await this.partners.holderOf(mpnId);
    if (!holder || (holder !== 'profile-only' && holder.cloud !== partnerOf(caller).cloud)) {
      throw new PartnerError(faults.partnerOnRecordNotFound, `MPN Id ${mpnId} is not found.`);
    }
    if (holder !== 'profile-only' && holder.partnerType === 'indirect-reseller') return holder;
    if (holder !== 'profile-only' && holder.partnerType === 'indirect-provider') {
      throw new PartnerError(
        faults.providerOnRecord,
        `MPN Id ${mpnId} of Indirect Provider is not valid as Partner On Record. Name the indirect reseller's.`,
      );
    }
    throw new PartnerError(
      faults.partnerOnRecordNotReseller,
      `MPN Id ${mpnId} is not a valid Indirect Reseller. Name the MPN Id of the customer's indirect reseller.`,
    );
  }
}
