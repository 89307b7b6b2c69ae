import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type Clock, type Rejected } from '#lib/decision';
import { CLOCK, CommandHandler, type CommandMessage } from '#lib/messaging';
import { parsePartnerDate } from '#lib/partner-api';
import { CommandReceipts } from '#lib/service-kit';
import { recordPurchase, type RecordPurchaseV1 } from '#contracts/customers/platforms/record-purchase.v1';
import { telling } from '../telling.js';
import { rejectStranger } from '../../account/customer/customer.js';
import { CustomerRepository } from '../../account/customer/customer.repository.js';
import { ExternalRelationshipRepository } from '../../account/external-relationship/external-relationship.repository.js';
import { purchaseFault, type ExternalPurchase } from './external-purchase.js';
import { ExternalPurchaseRepository } from './external-purchase.repository.js';

@Controller()
export class ExternalPurchaseConsumer {
  constructor(
    private readonly receipts: CommandReceipts,
    private readonly purchases: ExternalPurchaseRepository,
    private readonly customers: CustomerRepository,
    private readonly externals: ExternalRelationshipRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @CommandHandler(recordPurchase)
  record(@Payload() command: CommandMessage<RecordPurchaseV1>): Promise<void> {
    const { offerKind, renewal, reference } = command.data;
    const customerId = command.data.customerId.toLowerCase();
    const purchasedAt = parsePartnerDate(command.data.purchasedAt) ?? new Date(command.data.purchasedAt);
    const purchase = { customerId, offerKind, purchasedAt, renewal, ...(reference && { reference }) };
    return this.receipts.take(command, {
      access: telling,
      check: ({ tenantId }) => this.purchaseFault(tenantId, purchase),
      apply: (by) =>
        this.purchases.record(by.id, { id: by.idOf('purchase'), partnerId: by.caller.tenantId, ...purchase }),
    });
  }

  private async purchaseFault(
    partnerId: string,
    { customerId, purchasedAt }: Pick<ExternalPurchase, 'customerId' | 'purchasedAt'>,
  ): Promise<Rejected | undefined> {
    const fault = purchaseFault({ purchasedAt }, this.clock.now());
    if (fault) return fault;
    // The external ones first: one that is accepted meanwhile is in both then.
    if (await this.externals.find(partnerId, customerId)) return undefined;
    if (await this.customers.find(partnerId, customerId)) return undefined;
    return rejectStranger(partnerId, customerId);
  }
}
