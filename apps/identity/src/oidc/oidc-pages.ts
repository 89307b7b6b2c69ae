import { type KoaContextWithOIDC } from 'oidc-provider';
import { isTransient } from '#lib/messaging';
import { isPortal } from './grants/portal-client.js';
import { html, Html, pageHeaders, renderPage, type Page } from '#lib/service-kit';

export function unavailablePage(): Page {
  return {
    title: 'Sign-in is not available right now',
    body: html`<p role="alert">Nothing was changed. Wait a moment, then load this page again.</p>`,
  };
}

export function refusedPage(error: string, description = 'The request is not valid.'): Page {
  return {
    title: 'This request cannot be answered',
    body: html`
      <p role="alert">${description}</p>
      <p>
        Go back to the application, and start again. If that does not help, report this error to the people who run it:
        ${error}.
      </p>
    `,
  };
}

/** What went wrong with a request that a browser made, and cannot be told to the application. */
export function errorPage(
  context: KoaContextWithOIDC,
  { error, error_description: description }: { error: string; error_description?: string },
  cause: unknown,
): void {
  if (isTransient(cause)) {
    context.status = 503;
    context.set('Retry-After', '5');
    showPage(context, unavailablePage());
  } else {
    showPage(context, refusedPage(error, description));
  }
}

/** Asks whether to sign out: another site may have sent the browser here. Not so where the portal proves whose session it ends. */
export async function signOutPage(context: KoaContextWithOIDC, form: string): Promise<void> {
  if (isOfPortal(context)) return endSession(context);
  showPage(context, {
    title: 'Sign out?',
    body: html`
      <p>You are signed in to Two Tier in this browser.</p>
      ${new Html(form)}
      <button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
      <button type="submit" form="op.logoutForm" class="secondary">Stay signed in</button>
    `,
  });
}

/** The ID token that the portal has got for this user a moment ago. */
function isOfPortal({ oidc }: KoaContextWithOIDC): boolean {
  const { payload } = (oidc.entities as { IdTokenHint?: { payload: { sub?: string } } }).IdTokenHint ?? {};
  return isPortal(oidc.client?.clientId) && payload !== undefined && payload.sub === oidc.session?.accountId;
}

async function endSession(context: KoaContextWithOIDC): Promise<void> {
  const { provider, session } = context.oidc;
  await session?.destroy();
  context.cookies.set(provider.cookieName('session'), null);
  await alreadySignedOut(context);
}

/** Whether the user really did sign out, the session alone knows. */
export async function signedOutPage(context: KoaContextWithOIDC): Promise<void> {
  const { accountId } = await context.oidc.provider.Session.get(context);
  showPage(context, {
    title: accountId === undefined ? 'You are signed out' : 'You are still signed in',
    body: html`<p>You can close this page.</p>`,
  });
}

/** Nobody is signed in: there is nothing to be asked, and the application may be waiting. */
export async function alreadySignedOut(context: KoaContextWithOIDC): Promise<void> {
  const { post_logout_redirect_uri: uri, state } = context.oidc.params as Record<string, string | undefined>;
  if (uri === undefined) return signedOutPage(context);
  const target = new URL(uri);
  if (state !== undefined) target.searchParams.set('state', state);
  context.redirect(target.href);
}

/** Goes on from a form to wherever oidc-provider redirects to, without being a redirect; see `renderPage`. */
export function goOnPage(context: KoaContextWithOIDC, url: string): void {
  context.status = 200;
  context.remove('Location');
  showPage(context, goOn(url));
}

export function goOn(url: string): Page {
  return { title: 'One moment', goOnTo: url, body: html`<p><a href="${url}">Continue</a></p>` };
}

export function showPage(context: KoaContextWithOIDC, page: Page): void {
  for (const [name, value] of Object.entries(pageHeaders)) context.set(name, value);
  context.body = renderPage(page);
}
