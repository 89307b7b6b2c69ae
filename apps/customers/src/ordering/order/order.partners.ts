import { Injectable } from '@nestjs/common';
import { faults } from '#lib/contracts';
import { isRejected, reject, type Rejected } from '#lib/decision';
import { PartnersClient, PartnerAgreementsClient, partnerOf, type Caller } from '#lib/service-kit';
import { type MpnIdHolder } from '#contracts/internal/enrollment';
import { type Customer } from '../../account/customer/customer.js';
import { PartnershipsClient } from '../../neighbours/partnership/partnerships.client.js';
import { type OrderLineItem } from '../../account/order-state/order-state.js';

type Transacting = Pick<Customer, 'relationships' | 'subscriptions'>;
type Line = Pick<OrderLineItem, 'partnerIdOnRecord' | 'renewsTo' | 'quantity'>;

/** Checks the partners that take part in an order: the one who places it, and the resellers on record. */
@Injectable()
export class OrderPartners {
  constructor(
    private readonly partners: PartnersClient,
    private readonly agreements: PartnerAgreementsClient,
    private readonly partnerships: PartnershipsClient,
  ) {}

  /**
   * Refuses partners that have not signed the Microsoft Partner Agreement, who is on record and no reseller, and a provider
   * whose partnership with the reseller has ended.
   */
  async transactFault(caller: Caller, customer: Transacting, lineItems: Line[]): Promise<Rejected | undefined> {
    if (!(await this.agreements.isSigned(caller, caller.tenantId))) {
      return reject(
        faults.partnerAgreementNotSigned,
        'Your company has not accepted the Microsoft Partner Agreement (MPA). The global admin of the CSP account must ' +
          'accept the MPA to resume the full transactional capabilities. It is signed by POST /v1/partneragreement/signature.',
      );
    }
    const resellers: string[] = [];
    for (const mpnId of new Set(lineItems.flatMap(({ partnerIdOnRecord }) => partnerIdOnRecord ?? []))) {
      const reseller = await this.resellerOnRecord(caller, mpnId);
      if (isRejected(reseller)) return reseller;
      resellers.push(reseller.partnerId);
      if (await this.agreements.isSigned(caller, reseller.partnerId)) continue;
      return reject(
        faults.resellerAgreementNotSigned,
        `Microsoft Partner Agreement has not been accepted by the indirect reseller with the MPN Id ${mpnId}.`,
      );
    }
    if (partnerOf(caller).partnerType !== 'indirect-provider') return undefined;
    for (const reseller of resellers) {
      const ended = await this.partnerships.activeFault(caller, reseller);
      if (ended) return ended;
    }
    if (resellers.length > 0 || lineItems.every((line) => isRenewal(line, customer))) return undefined;
    return this.throughPartnerFault(caller, customer);
  }

  /**
   * Where no reseller is on record: with one of those that the customer came through, and if one of them has signed, unless the
   * customer is a direct one as well.
   */
  private async throughPartnerFault(caller: Caller, { relationships }: Transacting): Promise<Rejected | undefined> {
    const own = relationships.find(({ partnerId }) => partnerId === caller.tenantId);
    if (!own || own.isDirect || own.associatedPartnerIds.length === 0) return undefined;
    const ended = await this.partnerships.anyActiveFault(caller, own.associatedPartnerIds);
    if (ended) return ended;
    for (const resellerId of own.associatedPartnerIds) {
      if (await this.agreements.isSigned(caller, resellerId)) return undefined;
    }
    return reject(
      faults.resellerAgreementNotSigned,
      'Microsoft Partner Agreement has not been accepted by the indirect reseller that the customer came with: ' +
        `${own.associatedPartnerIds.join(' or ')}.`,
    );
  }

  /** An MPN ID can move to another partner, so its owner is asked each time. */
  private async resellerOnRecord(caller: Caller, mpnId: string): Promise<MpnIdHolder | Rejected> {
    const holder = await this.partners.holderOf(mpnId);
    if (!holder || (holder !== 'profile-only' && holder.cloud !== partnerOf(caller).cloud)) {
      return reject(faults.partnerOnRecordNotFound, `MPN Id ${mpnId} is not found.`);
    }
    if (holder !== 'profile-only' && holder.partnerType === 'indirect-reseller') return holder;
    if (holder !== 'profile-only' && holder.partnerType === 'indirect-provider') {
      return reject(
        faults.providerOnRecord,
        `MPN Id ${mpnId} of Indirect Provider is not valid as Partner On Record. Name the indirect reseller's.`,
      );
    }
    return reject(
      faults.partnerOnRecordNotReseller,
      `MPN Id ${mpnId} is not a valid Indirect Reseller. Name the MPN Id of the customer's indirect reseller.`,
    );
  }
}

/** Whether a line begins nothing: it goes on with a subscription, of no more licences than that has. */
function isRenewal({ renewsTo, quantity }: Line, { subscriptions }: Transacting): boolean {
  return subscriptions.some((renewed) => renewed.id === renewsTo && quantity <= renewed.quantity);
}
