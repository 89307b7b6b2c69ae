import { type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { html, type Html, type Page } from '#lib/service-kit';
import { errorPage, showPage } from '../oidc-pages.js';

const TITLE = 'Sign in on a device';

/** What oidc-provider says of a code that it does not take, by the name of the error. */
const problems: Record<string, string> = {
  NoCodeError: 'Type the code that your device shows.',
  NotFoundError: 'This code does not exist. Compare it with the one that your device shows.',
  ExpiredError: 'This code has expired. Begin again on your device.',
  AlreadyUsedError: 'This code was used already. Begin again on your device.',
  InvalidRequest: 'This page was open for too long, or was opened in another browser. Type the code again.',
};

/** Asks for the code that a device shows; also after one that was not taken. */
export function userCodePage(
  context: KoaContextWithOIDC,
  _form: string,
  out?: { error: string },
  problem?: Error & { userCode?: string },
): void {
  if (problem?.name === 'AbortedError') {
    showPage(context, {
      title: 'You did not sign in',
      body: html`<p>Your device has been told. You can close this page.</p>`,
    });
    return;
  }
  const { session } = context.oidc;
  const isKept = session?.exp !== undefined;
  // The library would save the session of a browser that did not send the page's cookie, and fails: it never was saved.
  if (problem && session && !isKept) Object.assign(session, { destroyed: true });
  const alert = problem && problems[problem.name];
  if (problem && out && alert === undefined) {
    errorPage(context, out, problem);
    return;
  }
  if (problem) context.status = 400;
  showPage(context, problem && !isKept ? openAgainPage(context) : codePage(context, alert, problem?.userCode));
}

/** Asks whether the code is the user's own: somebody else may have sent it. */
export function confirmCodePage(
  context: KoaContextWithOIDC,
  client: Client,
  userCode: string,
  publisher: string | undefined,
): void {
  showPage(context, {
    title: 'Sign in on your device?',
    body: html`
      <p>
        The code <strong>${userCode}</strong> belongs to <strong>${client.clientName ?? client.clientId}</strong>${
          publisher === undefined ? undefined : html`, an application of ${publisher}`
        }.
      </p>
      <p>
        Continue only if your own device shows this code. If somebody has sent you the code, that person could act in
        your name.
      </p>
      <form method="post" action="${actionOf(context)}">
        ${xsrf(context)}
        <input type="hidden" name="user_code" value="${userCode}" />
        <input type="hidden" name="confirm" value="yes" />
        <button type="submit">Continue</button>
        <button type="submit" class="secondary" name="abort" value="yes">Cancel</button>
      </form>
    `,
  });
}

export function deviceSignedInPage(context: KoaContextWithOIDC): void {
  showPage(context, {
    title: 'Continue on your device',
    body: html`<p>You are signed in there. You can close this page.</p>`,
  });
}

function openAgainPage(context: KoaContextWithOIDC): Page {
  return {
    title: TITLE,
    isRefusal: true,
    body: html`
      <p role="alert">${problems.InvalidRequest}</p>
      <p><a href="${actionOf(context)}">Open the page again</a>. The browser must accept cookies.</p>
    `,
  };
}

function codePage(context: KoaContextWithOIDC, problem: string | undefined, userCode = ''): Page {
  return {
    title: TITLE,
    isRefusal: problem !== undefined,
    body: html`
      ${problem === undefined ? undefined : html`<div role="alert" id="problem">${problem}</div>`}
      <form method="post" action="${actionOf(context)}">
        ${xsrf(context)}
        <label for="userCode">Code that your device shows</label>
        <input
          id="userCode"
          name="user_code"
          type="text"
          autocapitalize="characters"
          autocomplete="off"
          spellcheck="false"
          value="${userCode}"
          maxlength="32"
          required
          autofocus
          ${problem === undefined ? undefined : html`aria-invalid="true" aria-describedby="problem"`}
        />
        <button type="submit">Next</button>
      </form>
    `,
  };
}

function actionOf({ oidc }: KoaContextWithOIDC): string {
  return new URL(oidc.urlFor('code_verification')).pathname;
}

function xsrf({ oidc }: KoaContextWithOIDC): Html {
  const { secret = '' } = (oidc.session?.state ?? {}) as { secret?: string };
  return html`<input type="hidden" name="xsrf" value="${secret}" />`;
}
