import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../process/program.ts';
import { Browser, type Shown } from './browser.ts';

/** The public client that identity has for this program. */
export const CLIENT_ID = 'c0000000-0000-4000-8000-0000000000c1';
/** Nobody listens there: the program is its own browser, and sees where it is sent. */
const REDIRECT_URI = 'http://127.0.0.1/callback';
const SCOPE = 'openid user_impersonation';
/** Asks for a refresh token as well. */
const LASTING_SCOPE = `${SCOPE} offline_access`;

interface Discovery {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
}
export type Tokens = { access_token: string; refresh_token?: string };
export type Asker = { ask(question: string): Promise<string> };

/**
 * Signs a user in by authorization code and PKCE, on the same pages as a browser.
 * @param userName user principal name
 * @param lasting whether a refresh token is wanted
 */
export async function signIn(
  gatewayUrl: string,
  userName: string,
  questions: Asker,
  lasting: boolean = false,
): Promise<Tokens> {
  const { issuer, authorization_endpoint: authorize, token_endpoint: tokens } = await discover(gatewayUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const request = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    state,
    scope: lasting ? LASTING_SCOPE : SCOPE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = new Browser(issuer);
  const back = await passPages(browser, await browser.open(`${authorize}?${request.toString()}`), userName, questions);
  if (back.parameters.get('state') !== state) throw new Failure('The answer belongs to another sign-in. Try again.');
  const code = back.parameters.get('code');
  if (!code) throw new Failure(`Not signed in: ${back.parameters.get('error_description')}`);
  return redeem(tokens, code, verifier);
}

async function discover(gatewayUrl: string): Promise<Discovery> {
  const response = await fetch(`${gatewayUrl}/.well-known/openid-configuration`).catch(() => {
    throw new Failure(`Nobody answers at ${gatewayUrl}. Start the platform with "npm start", or set PUBLIC_URL.`);
  });
  const body = (await response.json().catch(() => ({}))) as Discovery & { error_description?: string };
  if (response.ok) return body;
  throw new Failure(
    body.error_description ?? `${gatewayUrl} answers ${response.status}: it is not a Two Tier platform.`,
  );
}

/** Where the browser is sent in the end. */
async function passPages(browser: Browser, page: Shown, userName: string, questions: Asker): Promise<Shown> {
  const password = await questions.ask(`Password of ${userName}: `);
  let shown = await browser.submit(expectButton(page, 'Sign in'), 'Sign in', { userName, password });
  if (shown.has('Change password and sign in')) {
    const newPassword = await questions.ask('That password was for the first sign-in only. New password: ');
    const repeatedPassword = process.stdin.isTTY ? await questions.ask('Repeat the new password: ') : newPassword;
    const passwords = { password, newPassword, repeatedPassword };
    shown = await browser.submit(shown, 'Change password and sign in', passwords);
  }
  return browser.submit(expectButton(shown, 'Allow'), 'Allow');
}

function expectButton(page: Shown, button: string): Shown {
  if (page.status !== 200 || !page.has(button)) throw new Failure(page.alert ?? `Cannot go on at "${page.title}".`);
  return page;
}

async function redeem(endpoint: string, code: string, verifier: string): Promise<Tokens> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    code,
    code_verifier: verifier,
  });
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = (await response.json()) as Tokens & { error_description?: string; error?: string; message?: string };
  if (answer.access_token) return answer;
  throw new Failure(`No token was issued: ${answer.error_description ?? answer.error ?? answer.message}`);
}
