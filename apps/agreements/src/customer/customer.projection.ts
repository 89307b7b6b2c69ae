import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { Schema, type Connection } from 'mongoose';
import { ProjectionRepository } from '#lib/service-kit';

/** A customer and its partners, as direct acceptance has to know them (A5, A6). */
export interface CustomerView {
  companyName: string;
  domain: string;
  country: string;
  cloud: string;
  relationships: { partnerId: string; since: Date }[];
}

const relationship = new Schema({ partnerId: String, since: Date }, { _id: false, id: false });

/** What this service has learned of customers from their events, by customer id. */
@Injectable()
export class CustomerProjection extends ProjectionRepository<CustomerView> {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, 'customers', {
      companyName: String,
      domain: String,
      country: String,
      cloud: String,
      relationships: [relationship],
    });
  }
}
