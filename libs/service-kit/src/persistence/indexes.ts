import { Logger } from '@nestjs/common';
import { randomPause } from './random-pause.js';

const TRIES = 5;
const logger = new Logger('Indexes');

/** Makes the indexes of a collection. Instances that start at once make the same ones, over which some servers report a deadlock. */
export async function createIndexes(model: {
  createIndexes(): Promise<void>;
  collection: { name: string };
}): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await model.createIndexes();
    } catch (error) {
      if (attempt === TRIES) throw error;
      logger.debug(`Indexes of ${model.collection.name} are tried again: ${(error as Error).message}`);
      await randomPause(attempt + 4);
    }
  }
}
