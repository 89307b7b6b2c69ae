import { Injectable } from '@nestjs/common';
import { type Caller, type Command } from '#lib/service-kit';
import { type Agreement, type Contact } from '../agreement/agreement.js';
import { AgreementRepository } from '../agreement/agreement.repository.js';
import { OwnCustomers, type OwnCustomer } from '../customer/own-customers.js';
import { PurchaseHistory } from '../purchase/purchase-history.js';
import { TemplateCatalogue } from '../template/template-catalogue.js';

/** What a customer sees of its own agreement. */
export interface OwnAgreement {
  agreement: Agreement;
  customer: OwnCustomer;
}

/** The Microsoft Customer Agreement, from the side of the customer. */
@Injectable()
export class MyAgreementUseCases {
  constructor(
    private readonly agreements: AgreementRepository,
    private readonly customers: OwnCustomers,
    private readonly history: PurchaseHistory,
    private readonly catalogue: TemplateCatalogue,
  ) {}

  async get(caller: Caller): Promise<OwnAgreement> {
    const customer = await this.customers.of(caller);
    return { customer, agreement: await this.agreements.of(caller.tenantId) };
  }

  /** Accepts the version in force. Who has bought through a partner cannot, which its owner is asked about. */
  async accept(command: Command, primaryContact: Contact): Promise<OwnAgreement> {
    const { caller } = command;
    const customer = await this.customers.of(caller);
    const purchases = await this.history.of(caller, caller.tenantId);
    const { templateId } = this.catalogue.inForceOf('MicrosoftCustomerAgreement');
    const acceptance = { templateId, userId: caller.objectId, primaryContact };
    return { customer, agreement: await this.agreements.accept(command, acceptance, purchases, customer.cloud) };
  }
}
