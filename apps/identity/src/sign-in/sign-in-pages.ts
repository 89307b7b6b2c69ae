import { html, type Html, type Page } from '#lib/service-kit';
import { API_SCOPE, OFFLINE_SCOPE } from '../oidc/wire/wire-dialect.js';

/** Where the forms of one sign-in go, and what proves that they come from its pages. */
export interface FormOrigin {
  /** Such as `/sign-in/0123`. */
  path: string;
  token: string;
}

/** What a page says went wrong with the form that was sent. */
export type Problem = string | string[] | undefined;

const PROBLEM_ID = 'problem';
const RULES_ID = 'rules';

const rights: Record<string, string> = {
  profile: 'See your name and your user name.',
  [API_SCOPE]: 'Use this platform in your name, with the roles that you have.',
  [OFFLINE_SCOPE]: 'Do so while you are away, as long as it does so at least every 90 days.',
};

export function signInPage(
  origin: FormOrigin,
  application: string,
  { userName = '', problem }: { userName?: string; problem?: Problem },
): Page {
  const wrong = described(problem);
  return {
    title: 'Sign in',
    isRefusal: problem !== undefined,
    body: html`
      <p>to continue to <strong>${application}</strong></p>
      ${alert(problem)}
      <form method="post" action="${origin.path}">
        ${hidden(origin)}
        <label for="userName">User name</label>
        <input
          id="userName"
          name="userName"
          type="text"
          inputmode="email"
          autocapitalize="none"
          spellcheck="false"
          autocomplete="username"
          value="${userName}"
          maxlength="320"
          required
          aria-describedby="userNameHint"
          ${userName === '' ? focus : undefined}
        />
        <p class="hint" id="userNameHint">Such as ana@contoso.com</p>
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="256"
          required
          ${wrong}
          ${userName === '' ? undefined : focus}
        />
        <button type="submit">Sign in</button>
      </form>
      ${cancelForm(origin)}
    `,
  };
}

/**
 * Asks for the current password again: so nothing has to be remembered between the two pages. The user name is a field,
 * so that password managers know whose password they are to keep.
 */
export function changePasswordPage(
  origin: FormOrigin,
  userName: string,
  { problem, isOfNew = false }: { problem?: Problem; isOfNew?: boolean } = {},
): Page {
  const [wrong, unfit] = isOfNew ? [undefined, problem] : [problem, undefined];
  return {
    title: 'Choose a new password',
    isRefusal: problem !== undefined,
    body: html`
      <p>Your password was for the first sign-in only.</p>
      ${alert(problem)}
      <form method="post" action="${origin.path}/password">
        ${hidden(origin)}
        <label for="userName">User name</label>
        <input id="userName" name="userName" type="text" value="${userName}" autocomplete="username" readonly />
        ${passwordField('password', 'Current password', 'current-password', html`${described(wrong)} ${focus}`)}
        ${passwordField('newPassword', 'New password', 'new-password', described(unfit, RULES_ID))}
        <p class="hint" id="${RULES_ID}">
          8 to 256 characters, with three of these: lower case letters, upper case letters, digits, other characters. It
          must not contain your user name.
        </p>
        ${passwordField('repeatedPassword', 'Repeat the new password', 'new-password', described(unfit))}
        <button type="submit">Change password and sign in</button>
      </form>
      ${cancelForm(origin)}
    `,
  };
}

export interface Consent {
  application: string;
  /** Whose the application is; undefined for that of this platform itself. */
  publisher?: string;
  /** User principal name of who is signed in. */
  userName: string;
  scopes: string[];
  /** Undefined for a device, which waits elsewhere. */
  redirectUri?: string;
}

export function consentPage(
  origin: FormOrigin,
  { application, publisher, userName, scopes, redirectUri }: Consent,
): Page {
  const asked = Object.keys(rights).filter((right) => scopes.includes(right));
  return {
    title: `Allow ${application}?`,
    body: html`
      <p>You are signed in as <strong>${userName}</strong>.</p>
      <p>
        <strong>${application}</strong>${publisher === undefined ? undefined : html`, an application of ${publisher},`}
        asks to:
      </p>
      <ul>
        <li>Know who you are.</li>
        ${asked.map((right) => html`<li>${rights[right]}</li>`)}
      </ul>
      <p class="hint">
        ${
          redirectUri === undefined
            ? 'After this you continue on your device.'
            : `After this you return to ${new URL(redirectUri).origin}.`
        }
      </p>
      <form method="post" action="${origin.path}/consent">
        ${hidden(origin)}
        <button type="submit">Allow</button>
      </form>
      ${cancelForm(origin)}
    `,
  };
}

export function expiredPage(): Page {
  return {
    title: 'This sign-in cannot continue',
    body: html`
      <p role="alert">It has expired, is finished, or was begun in another browser.</p>
      <p>Go back to the application, and sign in again. The browser must accept cookies.</p>
    `,
  };
}

export function forgedPage(): Page {
  return {
    title: 'This form cannot be accepted',
    body: html`
      <p role="alert">It does not come from a page of this sign-in. Nothing was changed.</p>
      <p>Go back to the application, and sign in again.</p>
    `,
  };
}

const focus = html`autofocus`;

function passwordField(name: string, label: string, autocomplete: string, more?: Html): Html {
  return html`
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="password"
      autocomplete="${autocomplete}"
      maxlength="256"
      required
      ${more}
    />
  `;
}

function hidden({ token }: FormOrigin): Html {
  return html`<input type="hidden" name="formToken" value="${token}" />`;
}

function cancelForm(origin: FormOrigin): Html {
  return html`
    <form method="post" action="${origin.path}/cancel">
      ${hidden(origin)}
      <button type="submit" class="secondary">Cancel</button>
    </form>
  `;
}

/** Says of a field what is wrong with it, if anything is, before its hint. */
function described(problem: Problem, hintId?: string): Html | undefined {
  if (problem === undefined) return hintId === undefined ? undefined : html`aria-describedby="${hintId}"`;
  return html`aria-invalid="true" aria-describedby="${[PROBLEM_ID, hintId].filter(Boolean).join(' ')}"`;
}

function alert(problem: Problem): Html | undefined {
  if (problem === undefined) return undefined;
  const lines = [problem].flat();
  const content =
    lines.length === 1
      ? lines
      : html`<ul>
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>`;
  return html`<div role="alert" id="${PROBLEM_ID}">${content}</div>`;
}
