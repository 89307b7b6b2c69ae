import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { KeyWrap, SigningKeysRepository } from '#lib/service-kit';

@Injectable()
export class TokenKeysRepository extends SigningKeysRepository {
  constructor(@InjectConnection() connection: Connection, wrap: KeyWrap) {
    super(connection, wrap, 'tokenkeys');
  }
}
