import { Injectable } from '@nestjs/common';
import { type Cloud } from '#lib/contracts';
import { isRejected, type Rejected } from '#lib/decision';
import { asAnsweredFault } from '#lib/partner-api';
import { type Caller, type Command } from '#lib/service-kit';
import { type AcceptingContact } from '#contracts/internal/agreements';
import { refuseAcceptance, type Agreement } from '../agreement/agreement.js';
import { AgreementRepository } from '../agreement/agreement.repository.js';
import { OwnCustomersClient } from '../customer/own-customers.client.js';
import { PurchaseHistoryClient } from '../purchase/purchase-history.client.js';
import { type Purchase } from '../purchase/purchase.js';
import { TemplateCatalogue, type AgreementTemplate } from '../template/template-catalogue.js';
import { type AcceptAgreementRequest } from './accept-agreement.dto.js';

const AGREEMENT = 'MicrosoftCustomerAgreement';

/** What decides on an acceptance besides the agreement itself. */
interface Standing {
  /** The customer's. */
  cloud: Cloud;
  /** An original purchase of the customer, or none. */
  purchases: readonly Pick<Purchase, 'original'>[];
}

/** What a customer sees of its own agreement. */
export interface OwnAgreement {
  agreement: Agreement;
  /** ISO 3166-1 alpha-2. */
  country: string;
  isCustomer: boolean;
  /** Why the customer cannot accept the version in force by itself. */
  refusal?: string;
}

/** The Microsoft Customer Agreement, from the side of the customer. */
@Injectable()
export class MyAgreementUseCases {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly customers: OwnCustomersClient,
    private readonly history: PurchaseHistoryClient,
    private readonly catalogue: TemplateCatalogue,
  ) {}

  /** Whoever is nobody's customer yet reads what it accepts together with an invitation. */
  async get(caller: Caller): Promise<OwnAgreement> {
    const customer = await this.customers.find(caller);
    const agreement = await this.agreements.of(caller.tenantId);
    if (!customer) return { agreement, country: await this.customers.countryOf(caller), isCustomer: false };
    const { country, cloud } = customer;
    const { purchases, inForce } = await this.standingOf(caller);
    const refused = refuseAcceptance(agreement, inForce.templateId, purchases, cloud);
    return { agreement, country, isCustomer: true, ...(refused && { refusal: refused.rejection.description }) };
  }

  /** Accepts the version in force. Who has bought through a partner cannot, which its owner is asked about. */
  async accept(command: Command, request: AcceptAgreementRequest): Promise<OwnAgreement | Rejected> {
    const { caller } = command;
    const { country, cloud } = await this.customers.of(caller);
    const { purchases, inForce } = await this.standingOf(caller);
    const fault = asAnsweredFault(request, { ...inForce, type: inForce.agreementType, userId: caller.objectId });
    if (fault) return fault;
    const agreement = await this.acceptFor(command, request, { cloud, purchases });
    return isRejected(agreement) ? agreement : { agreement, country, isCustomer: true };
  }

  /** Accepts the version in force for the caller's tenant, where what decides on it was found out before. */
  acceptFor(
    command: Command,
    contact: AcceptingContact,
    { cloud, purchases }: Standing,
  ): Promise<Agreement | Rejected> {
    const { firstName, lastName, email, phoneNumber } = contact;
    const primaryContact = { firstName, lastName, email, ...(phoneNumber && { phoneNumber }) };
    const { templateId } = this.catalogue.inForceOf(AGREEMENT);
    const acceptance = { templateId, userId: command.caller.objectId, primaryContact };
    return this.agreements.accept(command, acceptance, purchases, cloud);
  }

  /** What decides whether the customer accepts by itself, and which version. */
  private async standingOf(caller: Caller): Promise<{ purchases: Purchase[]; inForce: AgreementTemplate }> {
    const purchases = await this.history.of(caller, caller.tenantId);
    return { purchases, inForce: this.catalogue.inForceOf(AGREEMENT) };
  }
}
