import { type mongo } from 'mongoose';
import { activeSpan, openSpan, reasonOf, tracedWithin, type OpenSpan, type SpanOptions } from '#lib/telemetry';

/** What of a collection its spans tell. */
type Named = Pick<mongo.Collection, 'dbName' | 'collectionName'>;

/** What is asked of the database together with what others ask is a span of each of them, until its own answer is there. */
export function inDatabase<T>(operation: string, collection: Named, work: () => Promise<T>): Promise<T> {
  if (!activeSpan()) return work();
  const { dbName, collectionName } = collection;
  return tracedWithin(`${operation} ${collectionName}`, optionsOf(operation, dbName, collectionName), work);
}

/** Commands that the driver sends for a span, each as a part of it: their names alone, never what they ask. */
export class CommandSpans {
  private readonly underWay = new Map<string, OpenSpan>();

  watch(client: mongo.MongoClient): void {
    client.on('commandStarted', ({ address, requestId, commandName, databaseName, command }) => {
      if (!activeSpan()) return;
      const collection: unknown = command[commandName];
      const name = typeof collection === 'string' ? collection : undefined;
      const span = openSpan(`${commandName} ${name ?? databaseName}`, optionsOf(commandName, databaseName, name));
      if (span) this.underWay.set(keyOf({ address, requestId }), span);
    });
    client.on('commandSucceeded', (event) => this.end(event));
    client.on('commandFailed', (event) => this.end(event, event.failure));
  }

  private end(event: { address: string; requestId: number }, failure?: Error): void {
    const key = keyOf(event);
    const span = this.underWay.get(key);
    if (!span) return;
    this.underWay.delete(key);
    if (failure) span.fail(reasonOf(failure));
    span.end();
  }
}

function keyOf({ address, requestId }: { address: string; requestId: number }): string {
  return `${address} ${requestId}`;
}

function optionsOf(operation: string, database: string, collection: string | undefined): SpanOptions {
  return {
    kind: 'client',
    attributes: {
      'db.system.name': 'mongodb',
      'db.namespace': database,
      'db.collection.name': collection,
      'db.operation.name': operation,
    },
  };
}
