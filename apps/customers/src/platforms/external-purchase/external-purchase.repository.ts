import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { nothingHappened } from '#lib/decision';
import { AggregateRepository, ownedBy, Persistence, told } from '#lib/service-kit';
import { externalPurchaseState } from '#contracts/customers/platforms/external-purchase.v1';
import { publicState, recordPurchase, type ExternalPurchase } from './external-purchase.js';

@Injectable()
export class ExternalPurchaseRepository extends AggregateRepository<ExternalPurchase> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'externalpurchases',
      tells: (one) => [told(externalPurchaseState, one.id, one, () => publicState(one))],
      state: {
        id: String,
        customerId: String,
        partnerId: String,
        offerKind: String,
        purchasedAt: Date,
        renewal: Boolean,
        reference: String,
      },
      indexes: [{ fields: { 'state.customerId': 1, 'state.renewal': 1 } }],
    });
  }

  /** Writes the purchase once; a repeat finds it. */
  async record(commandId: string, purchase: ExternalPurchase): Promise<void> {
    await this.insert(purchase.id, commandId, (known) => (known ? nothingHappened : recordPurchase(purchase)));
  }

  /** Any partner's sale to the customer that is no renewal; for decisions about the customer alone. */
  originalOf(customerId: string): Promise<ExternalPurchase | undefined> {
    return this.findOne(ownedBy('state.customerId', customerId, { 'state.renewal': false }));
  }
}
