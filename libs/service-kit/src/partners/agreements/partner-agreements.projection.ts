import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { partnerAgreementState } from '#contracts/agreements/partner-agreement.v1';
import { ProjectionRepository, source } from '../../persistence/projections/projection.repository.js';

/** A partner's signed agreement, as far as other services need it. Its presence says that it is signed. */
export interface SignedPartnerAgreement {
  version: string;
}

/** Signed partner agreements, by the ids that follow from those of the partners, learned from the agreements service's events. */
@Injectable()
export class PartnerAgreementsProjection extends ProjectionRepository<SignedPartnerAgreement> {
  constructor(@InjectConnection() connection: Connection) {
    const from = [source(partnerAgreementState, ({ version }) => ({ version }))];
    super(connection, 'partneragreements', { version: String }, { from });
  }
}
