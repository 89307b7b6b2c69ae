import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { AggregateRepository, partnerAgreementId, Persistence, type Command } from '#lib/service-kit';
import {
  sign,
  type PartnerAgreement,
  type Signatory,
  type Signature,
  type SigningPartner,
} from './partner-agreement.js';

const signature = new Schema(
  {
    version: String,
    region: String,
    cloud: String,
    userId: String,
    userPrincipalName: String,
    signedAt: Date,
  },
  { _id: false, id: false },
);

@Injectable()
export class PartnerAgreementRepository extends AggregateRepository<PartnerAgreement> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, { collection: 'partneragreements', state: { partnerId: String, signature } });
  }

  /** Undefined: the partner has not signed. */
  async signatureOf(partnerId: string): Promise<Signature | undefined> {
    return (await this.findOne({ _id: partnerAgreementId(partnerId) }))?.state.signature;
  }

  async sign(
    { id, caller }: Command,
    partner: SigningPartner,
    signatory: Signatory | undefined,
    version: string,
  ): Promise<PartnerAgreement> {
    const { tenantId: partnerId } = caller;
    const signed = await this.changeOrCreate(partnerAgreementId(partnerId), id, (agreement, now) =>
      sign(agreement ?? { partnerId }, partner, signatory, version, now),
    );
    return signed as PartnerAgreement;
  }
}
