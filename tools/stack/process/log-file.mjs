// @ts-check
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const LAST_LINES = 20;

/**
 * @param {string} file
 * @returns {number} a file descriptor that appends
 */
export function openLogFile(file) {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a');
}

/**
 * @param {string} file
 * @returns {string} where the log is and how it ends, for an error message
 */
export function endOfLog(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES) : [];
  return [`The end of ${file}:`, ...lines.map((line) => `  | ${line}`)].join('\n');
}
