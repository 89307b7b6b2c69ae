// @ts-check
import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../stack/process/failure.mjs';
import { Browser } from './browser.mjs';

/** The public client that identity has for this program. */
export const CLIENT_ID = 'c0000000-0000-4000-8000-0000000000c1';
/** Nobody listens there: the program is its own browser, and sees where it is sent. */
const REDIRECT_URI = 'http://127.0.0.1/callback';
const SCOPE = 'openid user_impersonation';
/** Asks for a refresh token as well. */
const LASTING_SCOPE = `${SCOPE} offline_access`;

/** @typedef {import('./browser.mjs').Shown} Shown */
/** @typedef {{ access_token: string, refresh_token?: string }} Tokens */
/** @typedef {{ ask(question: string): Promise<string> }} Asker */

/**
 * Signs a user in by authorization code and PKCE, on the same pages as a browser.
 * @param {string} gatewayUrl
 * @param {string} userName user principal name
 * @param {Asker} questions
 * @param {boolean} [lasting] whether a refresh token is wanted
 * @returns {Promise<Tokens>}
 */
export async function signIn(gatewayUrl, userName, questions, lasting = false) {
  const { issuer, authorization_endpoint: authorize, token_endpoint: tokens } = await discover(gatewayUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const request = new URLSearchParams({
    ...{ client_id: CLIENT_ID, response_type: 'code', redirect_uri: REDIRECT_URI, state },
    scope: lasting ? LASTING_SCOPE : SCOPE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = new Browser(issuer);
  const back = await passPages(browser, await browser.open(`${authorize}?${request}`), userName, questions);
  if (back.parameters.get('state') !== state) throw new Failure('The answer is not to this sign-in. Try again.');
  const code = back.parameters.get('code');
  if (!code) throw new Failure(`Not signed in: ${back.parameters.get('error_description')}`);
  return redeem(tokens, code, verifier);
}

/**
 * @param {string} gatewayUrl
 * @returns {Promise<{ issuer: string, authorization_endpoint: string, token_endpoint: string }>}
 */
async function discover(gatewayUrl) {
  const response = await fetch(`${gatewayUrl}/.well-known/openid-configuration`).catch(() => {
    throw new Failure(`Nobody answers at ${gatewayUrl}. Start the platform with "npm start", or set PUBLIC_URL.`);
  });
  const body = /** @type {any} */ (await response.json().catch(() => ({})));
  if (response.ok) return body;
  throw new Failure(body.error_description ?? `${gatewayUrl} answers ${response.status}: it is no Two Tier platform.`);
}

/**
 * @param {Browser} browser
 * @param {Shown} page
 * @param {string} userName
 * @param {Asker} questions
 * @returns {Promise<Shown>} where the browser is sent in the end
 */
async function passPages(browser, page, userName, questions) {
  const password = await questions.ask(`Password of ${userName}: `);
  let shown = await browser.submit(expectButton(page, 'Sign in'), 'Sign in', { userName, password });
  if (shown.has('Change password and sign in')) {
    const newPassword = await questions.ask('It was for the first sign-in only. New password: ');
    const repeatedPassword = process.stdin.isTTY ? await questions.ask('New password again: ') : newPassword;
    const passwords = { password, newPassword, repeatedPassword };
    shown = await browser.submit(shown, 'Change password and sign in', passwords);
  }
  return browser.submit(expectButton(shown, 'Allow'), 'Allow');
}

/**
 * @param {Shown} page
 * @param {string} button
 * @returns {Shown}
 */
function expectButton(page, button) {
  if (page.status !== 200 || !page.has(button)) throw new Failure(page.alert ?? `Cannot go on at "${page.title}".`);
  return page;
}

/**
 * @param {string} endpoint
 * @param {string} code
 * @param {string} verifier
 * @returns {Promise<Tokens>}
 */
async function redeem(endpoint, code, verifier) {
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', client_id: CLIENT_ID, redirect_uri: REDIRECT_URI },
    ...{ code, code_verifier: verifier },
  });
  const response = await fetch(endpoint, { method: 'POST', body });
  const answer = /** @type {any} */ (await response.json());
  if (answer.access_token) return answer;
  throw new Failure(`No token was issued: ${answer.error_description ?? answer.error ?? answer.message}`);
}
