// @ts-check
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined} the program's absolute path, as found on the PATH
 */
export function findProgram(name, environment) {
  const directories = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/**
 * @param {string} file
 * @returns {boolean}
 */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string | undefined>} what it printed on both streams; undefined when it failed or took longer than five seconds
 */
export function outputOf([program = '', ...args], environment) {
  return new Promise((resolve) =>
    execFile(program, args, { env: environment, timeout: 5_000 }, (error, stdout, stderr) =>
      resolve(error ? undefined : stdout + stderr),
    ),
  );
}
