// `npm run token -- <user principal name> [--refresh]`: signs in, and prints an access token of ten minutes, or the first
// refresh token. The password is asked for, or read from standard input; a second line there is the new password, if the
// first was for one sign-in only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../stack/checkout.mjs';
import { unlessAborted } from '../process/concurrency.ts';
import { Failure, runProgram } from '../process/program.ts';
import { trust } from '../platform/tls/trust.ts';
import { Questions } from '../token/questions.ts';
import { CLIENT_ID, signIn } from '../token/sign-in.ts';

const DEFAULT_URL = 'http://localhost:3000';

await runProgram(async (signal) => {
  const { userName, refresh } = readArguments();
  const tokens = await unlessAborted(signal, signIn(gatewayUrl(), userName, new Questions(), refresh));
  if (refresh) console.error(`The refresh token is valid once, for the client_id ${CLIENT_ID}:`);
  console.log(refresh ? tokens.refresh_token : tokens.access_token);
  return 0;
});

function readArguments(): { userName: string; refresh: boolean } {
  const usage = 'Usage: npm run token -- <user principal name> [--refresh], such as admin@dunmore.example';
  try {
    const { values, positionals } = parseArgs({ options: { refresh: { type: 'boolean' } }, allowPositionals: true });
    if (positionals[0] && positionals.length === 1)
      return { userName: positionals[0], refresh: values.refresh ?? false };
  } catch {
    // An option that does not exist: the usage says which do.
  }
  throw new Failure(usage);
}

function gatewayUrl() {
  const file = join(ROOT, '.data', 'session.json');
  const session = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  trust(session.rootCertificate);
  return (process.env.PUBLIC_URL ?? session.gatewayUrl ?? DEFAULT_URL).replace(/\/+$/, '');
}
