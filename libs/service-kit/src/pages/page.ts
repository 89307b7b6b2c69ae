import { createHash } from 'node:crypto';
import { html, Html } from './html.js';

const style = `
  :root { color-scheme: light dark; --text: #1b1b1f; --back: #f3f4f8; --card: #fff; --line: #767680; --accent: #0b57b0; --on-accent: #fff; --alert: #a4161a; }
  @media (prefers-color-scheme: dark) { :root { --text: #e8e8ee; --back: #17181c; --card: #22242a; --line: #8e8e99; --accent: #8ab8ff; --on-accent: #10223d; --alert: #ffb3ae; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 27rem; padding: 1.5rem; background: var(--card); border-radius: .5rem; box-shadow: 0 1px 6px rgb(0 0 0 / .25); overflow-wrap: anywhere; }
  h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.25; }
  label { display: block; margin-top: 1rem; font-weight: 600; }
  input { width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--card); color: inherit; font: inherit; }
  input[readonly] { border-color: transparent; background: var(--back); }
  button { min-height: 2.75rem; margin: 1.5rem .5rem 0 0; padding: .5rem 1.25rem; border: 1px solid var(--accent); border-radius: .25rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
  button.secondary { background: transparent; color: var(--accent); }
  a { color: var(--accent); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  pre { white-space: pre-wrap; }
  .hint { margin: .25rem 0 0; font-size: .9rem; }
  [role=alert] { margin: 0 0 1rem; padding: .75rem; border-left: 4px solid var(--alert); color: var(--alert); font-weight: 600; }
  [role=alert] ul { margin: 0; padding-left: 1.25rem; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The headers of every page: nothing is loaded, run, framed, kept or passed on, and forms go nowhere else. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export interface Page {
  /** Without the name of the platform. */
  title: string;
  /** What stands below the heading, which is the title. */
  body: Html;
  /** Whether the form that was sent was not taken: the title says so first, as screen readers begin with it. */
  isRefusal?: boolean;
  /** Where the browser goes on by itself, at once. */
  goOnTo?: string;
}

/**
 * A complete HTML document. It needs no script. A form's answer that leads to another site has to be a page with
 * `goOnTo`: browsers apply the `form-action` of the page that held the form to redirects as well.
 */
export function renderPage({ title, body, isRefusal, goOnTo }: Page): string {
  return `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${goOnTo === undefined ? undefined : html`<meta http-equiv="refresh" content="0; url=${goOnTo}" />`}
        <title>${isRefusal ? 'Error: ' : ''}${title} - Two Tier</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.markup
  }`;
}
