import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';

/** The service's database itself. */
@Injectable()
export class DatabaseRepository {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Resolves when the database answers; rejects otherwise. */
  async ping(): Promise<void> {
    if (!this.connection.db) throw new Error('The database is not connected.');
    await this.connection.db.command({ ping: 1 }, { signal: AbortSignal.timeout(2_000) });
  }
}
