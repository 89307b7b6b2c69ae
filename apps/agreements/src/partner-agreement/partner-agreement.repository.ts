import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { type Rejected } from '#lib/decision';
import {
  AggregateRepository,
  ownedBy,
  partnerAgreementId,
  Persistence,
  told,
  type Command,
  type ToldState,
} from '#lib/service-kit';
import { partnerAgreementState, type PartnerAgreementV1 } from '#contracts/agreements/partner-agreement.v1';
import {
  publicState,
  sign,
  type PartnerAgreement,
  type Signatory,
  type Signature,
  type SignedText,
  type SigningPartner,
} from './partner-agreement.js';

const plain = { _id: false, id: false } as const;
const text = new Schema({ country: String, language: String, isSample: Boolean, digest: String }, plain);

const signature = new Schema(
  {
    version: String,
    text,
    region: String,
    cloud: String,
    userId: String,
    userPrincipalName: String,
    signedAt: Date,
  },
  plain,
);

@Injectable()
export class PartnerAgreementRepository extends AggregateRepository<PartnerAgreement> {
  constructor(@InjectConnection() connection: Connection, persistence: Persistence) {
    super(connection, persistence, {
      collection: 'partneragreements',
      state: { partnerId: String, signature },
      tells: toldOf,
    });
  }

  /** Undefined: the partner has not signed. */
  async signatureOf(partnerId: string): Promise<Signature | undefined> {
    return (await this.findOne(ownedBy('state.partnerId', partnerId, { _id: partnerAgreementId(partnerId) })))
      ?.signature;
  }

  async sign(
    { id, caller }: Command,
    partner: SigningPartner,
    signatory: Signatory | undefined,
    signed: { version: string; text: SignedText },
  ): Promise<PartnerAgreement | Rejected> {
    const { tenantId: partnerId } = caller;
    const agreement = await this.changeOrCreate(partnerAgreementId(partnerId), id, (known, now) =>
      sign(known ?? { partnerId }, partner, signatory, signed, now),
    );
    return agreement as PartnerAgreement | Rejected;
  }
}

function toldOf({ partnerId, signature }: PartnerAgreement): ToldState[] {
  if (!signature) return [];
  const agreementId = partnerAgreementId(partnerId);
  const tell = (): PartnerAgreementV1 => ({ agreementId, ...publicState(partnerId, signature) });
  return [told(partnerAgreementState, agreementId, signature, tell)];
}
