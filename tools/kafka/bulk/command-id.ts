import { createHash } from 'node:crypto';
import { type CreateCustomerV1 } from '../../../packages/events/src/index.ts';

export const COMMAND_ID_PREFIX = 'import-';

/**
 * The id of the command that creates a customer with these details: the same whenever and wherever a file has such a line, so that
 * the platform takes a repeat for what it is.
 * @param attempt from 1; what was refused before is another command
 */
export function commandIdOf(payload: CreateCustomerV1, attempt: number): string {
  const hash = createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  return attempt === 1 ? `${COMMAND_ID_PREFIX}${hash}` : `${COMMAND_ID_PREFIX}${hash}.${attempt}`;
}
