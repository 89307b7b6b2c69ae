import * as openid from 'openid-client';
import { Failure } from '../process/program.ts';
import { Browser, type Shown } from './browser.ts';

/** The public client that identity has for this program. */
export const CLIENT_ID = 'c0000000-0000-4000-8000-0000000000c1';
/** Nobody listens there: the program is its own browser, and sees where it is sent. */
const REDIRECT_URI = 'http://127.0.0.1/callback';
const SCOPE = 'openid user_impersonation';
/** Asks for a refresh token as well. */
const LASTING_SCOPE = `${SCOPE} offline_access`;

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
): Promise<openid.TokenEndpointResponse> {
  const metadata = await discover(gatewayUrl);
  const client = new openid.Configuration(metadata, CLIENT_ID, undefined, openid.None());
  openid.allowInsecureRequests(client);
  const [pkceCodeVerifier, expectedState] = [openid.randomPKCECodeVerifier(), openid.randomState()];
  const request = openid.buildAuthorizationUrl(client, {
    redirect_uri: REDIRECT_URI,
    state: expectedState,
    scope: lasting ? LASTING_SCOPE : SCOPE,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const browser = new Browser(metadata.issuer);
  const back = await passPages(browser, await browser.open(request.href), userName, questions);
  const checks = { pkceCodeVerifier, expectedState };
  return openid.authorizationCodeGrant(client, new URL(back.url), checks).catch((error) => {
    throw new Failure(`Not signed in: ${error.error_description ?? error.message}`);
  });
}

async function discover(gatewayUrl: string): Promise<openid.ServerMetadata> {
  const response = await fetch(`${gatewayUrl}/.well-known/openid-configuration`).catch(() => {
    throw new Failure(`Nobody answers at ${gatewayUrl}. Start the platform with "npm start", or set PUBLIC_URL.`);
  });
  const body = (await response.json().catch(() => ({}))) as openid.ServerMetadata;
  if (response.ok) return body;
  const reason = body.error_description as string | undefined;
  throw new Failure(reason ?? `${gatewayUrl} answers ${response.status}: it is not a Two Tier platform.`);
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
