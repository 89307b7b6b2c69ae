import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { nothingHappened, type Accepted, type Decision, type RejectedBy } from '#lib/decision';
import { acrossTenants, AggregateRepository, ownedBy, Persistence, type CommandId } from '#lib/service-kit';
import { type Cart } from './cart.js';

@Injectable()
export class CartRepository extends AggregateRepository<Cart> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'carts',
      state: {
        id: String,
        customerId: String,
        partnerId: String,
        status: String,
        revision: Number,
        lineItems: [
          {
            _id: false,
            id: Number,
            addOnOf: Number,
            catalogItemId: String,
            friendlyName: String,
            quantity: Number,
            currencyCode: String,
            billingCycle: String,
            termDuration: String,
            customTermEndDate: Date,
            promotionId: String,
            attestationAccepted: Boolean,
            parentSubscriptionId: String,
            provisioningContext: Object,
            partnerIdOnRecord: String,
            renewsTo: String,
            renewalTermDuration: String,
          },
        ],
        partnerOnRecordAttestationAccepted: Boolean,
        createdAt: Date,
        modifiedAt: Date,
        modifiedBy: String,
        expiresAt: Date,
        orderedGroups: [String],
        orderErrors: [{ _id: false, orderGroup: String, code: Number, description: String }],
      },
      indexes: [{ fields: { 'state.expiresAt': 1 } }],
    });
  }

  /** A cart of this partner. */
  async find(partnerId: string, cartId: string): Promise<Cart | undefined> {
    return this.findOne(ownedBy('state.partnerId', partnerId, { _id: cartId }));
  }

  create(id: string, commandId: string, decide: (now: Date) => Accepted<Cart, never>): Promise<Cart | undefined> {
    return this.insert(id, commandId, (known, now) => (known ? nothingHappened : decide(now)));
  }

  /** Applies a command to a cart of this partner for this customer; undefined when there is no such cart. */
  decide<Decided extends Decision<Cart, never>>(
    { partnerId, customerId, cartId }: { partnerId: string; customerId: string; cartId: string },
    commandId: CommandId,
    decide: (cart: Cart, now: Date) => Decided,
  ): Promise<Cart | RejectedBy<Decided> | undefined> {
    const own = ownedBy('state.partnerId', partnerId, { _id: cartId, 'state.customerId': customerId });
    return this.change(own, commandId, decide);
  }

  /** Deletes carts that have expired; one whose orders are being placed is left to whoever repeats its checkout. */
  purgeExpired(now: Date): Promise<void> {
    const expired = { 'state.expiresAt': { $lte: now }, 'state.status': { $ne: 'checking-out' } };
    return this.purge(acrossTenants('A sweep.', expired));
  }
}
