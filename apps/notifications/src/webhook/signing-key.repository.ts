import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { KeyPairRepository, KeyWrap } from '#lib/service-kit';

/** The key that webhook events are signed with. */
@Injectable()
export class SigningKeyRepository extends KeyPairRepository {
  constructor(@InjectConnection() connection: Connection, wrap: KeyWrap) {
    super(connection, wrap, 'webhookkeys', 'RS256');
  }

  /** Made when there is something to sign: most installations start without a webhook. */
  override async onModuleInit(): Promise<void> {
    await Promise.resolve();
  }
}
