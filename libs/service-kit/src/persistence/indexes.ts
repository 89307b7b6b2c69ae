import { Logger } from '@nestjs/common';
import { randomPause } from './aggregates/writing/random-pause.js';

const TRIES = 5;
const logger = new Logger('Indexes');

/** What of a model is needed to make its indexes. */
interface Indexed {
  collection: { name: string; createIndex(fields: never, options: object): Promise<unknown> };
  schema: { indexes(): unknown[] };
}

/**
 * Makes the indexes of a collection, however long that takes. Instances that start at once make the same ones, over which some
 * servers report a deadlock.
 */
export async function createIndexes({ collection, schema }: Indexed): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      for (const [fields, options] of schema.indexes() as [never, object][]) {
        await collection.createIndex(fields, { ...options, socketTimeoutMS: 0 });
      }
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      logger.debug(`Indexes of ${collection.name} cannot be built yet, trying again: ${(error as Error).message}`);
      await randomPause(attempt + 4);
    }
  }
}
