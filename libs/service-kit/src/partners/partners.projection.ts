import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { type PartnerView } from '../access/partner-directory.js';
import { partnerState } from '#contracts/enrollment/partner/partner.v1';
import { ProjectionRepository, source } from '../persistence/projections/projection.repository.js';

/** What this service has learned of partners from enrollment's events, by partner id. */
@Injectable()
export class PartnersProjection extends ProjectionRepository<PartnerView> {
  constructor(@InjectConnection() connection: Connection) {
    super(
      connection,
      'partners',
      {
        companyName: String,
        partnerType: String,
        status: String,
        country: String,
        cloud: String,
        mpnId: String,
      },
      { from: [source(partnerState, ({ partnerId: _, ...view }) => view)] },
    );
  }
}
