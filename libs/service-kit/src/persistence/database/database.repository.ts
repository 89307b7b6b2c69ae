import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type Connection } from 'mongoose';
import { currentContext } from '#lib/messaging';
import { isTracing } from '#lib/telemetry';
import { poolWait } from '../../operations/metrics.js';
import { CommandSpans } from './database-spans.js';

/** The service's database itself. */
@Injectable()
export class DatabaseRepository implements OnModuleInit {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Counts the commands of each piece of work, where the driver tells of them. */
  onModuleInit(): void {
    const client = this.connection.getClient();
    client.on('connectionCheckedOut', ({ durationMS }) => poolWait.observe(durationMS / 1_000));
    client.on('connectionCheckOutFailed', ({ durationMS }) => poolWait.observe(durationMS / 1_000));
    if (isTracing()) new CommandSpans().watch(client);
    client.on('commandStarted', () => {
      const work = currentContext();
      if (work) work.databaseCommands = (work.databaseCommands ?? 0) + 1;
    });
  }

  /** Resolves when the database answers; rejects otherwise. */
  async ping(): Promise<void> {
    if (!this.connection.db) throw new Error('The database is not connected.');
    await this.connection.db.command({ ping: 1 }, { signal: AbortSignal.timeout(2_000) });
  }
}
