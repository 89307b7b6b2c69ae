// @ts-check
// `npm run token -- <user principal name>`: signs in, and prints an access token of ten minutes. The password is asked
// for, or read from standard input; a second line there is the new password, if the first was for one sign-in only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './stack/checkout.mjs';
import { unlessAborted } from './stack/process/concurrency.mjs';
import { Failure } from './stack/process/failure.mjs';
import { runProgram } from './stack/process/program.mjs';

const DEFAULT_URL = 'http://localhost:3000';

await runProgram(async (signal) => {
  const userName = process.argv[2];
  if (!userName) throw new Failure('Usage: npm run token -- <user principal name>, such as admin@dunmore.example');
  const { signIn } = await import('./token/sign-in.mjs').catch(explainMissingPackages);
  const { Questions } = await import('./token/questions.mjs');
  console.log(await unlessAborted(signal, signIn(gatewayUrl(), userName, new Questions())));
  return 0;
});

function gatewayUrl() {
  const file = join(ROOT, '.data', 'session.json');
  const session = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return (process.env.PUBLIC_URL ?? session.gatewayUrl ?? DEFAULT_URL).replace(/\/+$/, '');
}

/**
 * @param {NodeJS.ErrnoException} error
 * @returns {never}
 */
function explainMissingPackages(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new Failure('The npm packages are not installed: run "npm ci" first.');
}
