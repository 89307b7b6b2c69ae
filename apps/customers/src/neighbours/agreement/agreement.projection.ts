import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { ProjectionRepository } from '#lib/service-kit';

/** A customer's confirmed agreement, as far as orders need it. Its presence says that it is confirmed. */
export interface ConfirmedAgreement {
  templateId: string;
}

/** Confirmed customer agreements, by customer id, learned from the agreements service's events. */
@Injectable()
export class AgreementProjection extends ProjectionRepository<ConfirmedAgreement> {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, 'agreements', { templateId: String });
  }
}
