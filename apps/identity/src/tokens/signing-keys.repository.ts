import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { KeyPairRepository } from '#lib/service-kit';

/** The key that signs access tokens. */
@Injectable()
export class SigningKeysRepository extends KeyPairRepository {
  constructor(@InjectConnection() connection: Connection) {
    super(connection, 'signingkeys', 'RS256');
  }
}
