import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { KeyPairRepository } from './key-pair.repository.js';
import { KeyWrap } from './key-wrap.js';

/** The key with which this service signs its calls to others. */
@Injectable()
export class ServiceKeysRepository extends KeyPairRepository {
  constructor(@InjectConnection() connection: Connection, wrap: KeyWrap) {
    super(connection, wrap, 'servicekeys', 'EdDSA');
  }
}
