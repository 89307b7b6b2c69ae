import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type Cloud } from '#lib/contracts';
import { type Rejected } from '#lib/decision';
import { AggregateRepository, ownedBy, Persistence, told, type Command } from '#lib/service-kit';
import { agreementState } from '#contracts/agreements/agreement.v1';
import { type Purchase } from '../purchase/purchase.js';
import {
  accept,
  agreementNow,
  attest,
  unconfirmed,
  type Agreement,
  type TellingAttestation,
  type Attester,
  type DirectAcceptance,
} from './agreement.js';

const plain = { _id: false, id: false } as const;

const contact = new Schema({ firstName: String, lastName: String, email: String, phoneNumber: String }, plain);

const confirmation = new Schema(
  {
    id: String,
    templateId: String,
    type: { type: String },
    dateAgreed: Date,
    primaryContact: contact,
    partnerId: String,
    userId: String,
    confirmedAt: Date,
  },
  plain,
);

const acceptance = new Schema({ templateId: String, userId: String, primaryContact: contact, acceptedAt: Date }, plain);

@Injectable()
export class AgreementRepository extends AggregateRepository<Agreement> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'agreements',
      tells: (agreement) => [told(agreementState, agreement.customerId, agreement, () => agreementNow(agreement))],
      state: { customerId: String, confirmations: [confirmation], acceptances: [acceptance] },
    });
  }

  /** Whoever confirmed it. What a partner may see of it, `confirmationsSeenBy` says. */
  async of(customerId: string): Promise<Agreement> {
    return (await this.findOne(ownedBy('_id', customerId))) ?? unconfirmed(customerId);
  }

  async attest(
    command: Command,
    customerId: string,
    attestation: TellingAttestation,
    attester: Attester,
    cloud: Cloud,
  ): Promise<Agreement | Rejected> {
    const attested = await this.changeOrCreate(customerId, command.id, (agreement, now) =>
      attest(agreement ?? unconfirmed(customerId), attestation, attester, cloud, now),
    );
    return attested as Agreement | Rejected;
  }

  /** The customer accepts for itself: its tenant is its id. */
  async accept(
    command: Command,
    acceptance: DirectAcceptance,
    purchases: readonly Pick<Purchase, 'original'>[],
    cloud: Cloud,
  ): Promise<Agreement | Rejected> {
    const { tenantId: customerId } = command.caller;
    const agreed = await this.changeOrCreate(customerId, command.id, (agreement, now) =>
      accept(agreement ?? unconfirmed(customerId), acceptance, purchases, cloud, now),
    );
    return agreed as Agreement | Rejected;
  }
}
