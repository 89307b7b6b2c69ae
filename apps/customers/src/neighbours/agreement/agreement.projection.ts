import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { ProjectionRepository, source } from '#lib/service-kit';
import { agreementState, type AgreementV1 } from '#contracts/agreements/agreement.v1';

/** A customer's confirmed agreement, as far as orders need it. Its presence says that it is confirmed. */
export interface ConfirmedAgreement {
  templateId: string;
}

/** Confirmed customer agreements, by customer id, learned from the agreements service's events. */
@Injectable()
export class AgreementProjection extends ProjectionRepository<ConfirmedAgreement> {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, 'agreements', { templateId: String }, { from: [source(agreementState, confirmedBy)] });
  }
}

/** Orders need the Microsoft Customer Agreement; others do not matter here. */
function confirmedBy({ confirmations }: AgreementV1): ConfirmedAgreement | undefined {
  const last = confirmations.findLast(({ agreementType }) => agreementType === 'MicrosoftCustomerAgreement');
  return last && { templateId: last.templateId };
}
