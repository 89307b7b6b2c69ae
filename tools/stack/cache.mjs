// @ts-check
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where downloads and builds are kept, outside the checkout: they are paid for once per machine.
 * @param {NodeJS.ProcessEnv} environment
 */
export function cacheDirectory(environment) {
  return resolve(environment.TWOTIER_CACHE || join(homedir(), '.cache', 'twotier'));
}
