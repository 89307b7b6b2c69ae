import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type Cloud } from '#lib/contracts';
import { AggregateRepository, Persistence, type Command } from '#lib/service-kit';
import { type AgreementType } from '#contracts/agreements/agreement-confirmed.v1';
import {
  attest,
  unconfirmed,
  type Agreement,
  type Attestation,
  type Attester,
  type Confirmation,
} from './agreement.js';

const plain = { _id: false, id: false } as const;

const confirmation = new Schema(
  {
    id: String,
    templateId: String,
    type: { type: String },
    dateAgreed: Date,
    primaryContact: new Schema({ firstName: String, lastName: String, email: String, phoneNumber: String }, plain),
    partnerId: String,
    userId: String,
    confirmedAt: Date,
  },
  plain,
);

@Injectable()
export class AgreementRepository extends AggregateRepository<Agreement> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'agreements',
      state: { customerId: String, confirmations: [confirmation] },
    });
  }

  /** Whether anybody has confirmed that the customer accepted this agreement; for other services, not for partners. */
  async isConfirmed(customerId: string, type: AgreementType): Promise<boolean> {
    return (await this.findOne({ _id: customerId, 'state.confirmations.type': type })) !== undefined;
  }

  /** The confirmations that this partner gave for the customer, the oldest first. */
  async confirmationsOf(partnerId: string, customerId: string): Promise<Confirmation[]> {
    const found = await this.findOne({ _id: customerId, 'state.confirmations.partnerId': partnerId });
    return (found?.state.confirmations ?? []).filter((given) => given.partnerId === partnerId);
  }

  async attest(
    command: Command,
    customerId: string,
    attestation: Attestation,
    attester: Attester,
    cloud: Cloud,
  ): Promise<Agreement> {
    return this.changeOrCreate(customerId, unconfirmed(customerId), command.id, (agreement, now) =>
      attest(agreement, attestation, attester, cloud, now),
    );
  }
}
