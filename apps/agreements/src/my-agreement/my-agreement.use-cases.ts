import { Injectable } from '@nestjs/common';
import { type Cloud } from '#lib/contracts';
import { Command, type Caller } from '#lib/service-kit';
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

  /** The same for a tenant that a partner's relationship is prepared for: it is nobody's customer yet, or one of others. */
  async acceptWithRelationship(caller: Caller, requestId: string, primaryContact: Contact): Promise<Agreement> {
    const { cloud } = await this.customers.of(caller);
    return this.acceptAs(new Command(`accept-with/${requestId}`, caller), primaryContact, cloud);
  }

  /** Accepts the version in force. Who has bought through a partner cannot, which its owner is asked about. */
  async accept(command: Command, primaryContact: Contact): Promise<OwnAgreement> {
    const customer = await this.customers.of(command.caller);
    return { customer, agreement: await this.acceptAs(command, primaryContact, customer.cloud) };
  }

  private async acceptAs(command: Command, primaryContact: Contact, cloud: Cloud): Promise<Agreement> {
    const { caller } = command;
    const purchases = await this.history.of(caller, caller.tenantId);
    const { templateId } = this.catalogue.inForceOf('MicrosoftCustomerAgreement');
    const acceptance = { templateId, userId: caller.objectId, primaryContact };
    return this.agreements.accept(command, acceptance, purchases, cloud);
  }
}
