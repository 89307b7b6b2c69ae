import { createHash } from 'node:crypto';
import { html, Html } from '#lib/service-kit';

const style = `
  :root { color-scheme: light dark; --text: #1b1b1f; --quiet: #55565f; --back: #f3f4f8; --card: #fff; --line: #d3d4dc; --accent: #0b57b0; --code: #eef0f6; }
  @media (prefers-color-scheme: dark) { :root { --text: #e8e8ee; --quiet: #b0b1bc; --back: #17181c; --card: #22242a; --line: #44464f; --accent: #8ab8ff; --code: #2c2f37; } }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  header, main { max-width: 68rem; margin: 0 auto; padding: 1rem; }
  header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding-bottom: 0; }
  header strong { margin-right: auto; }
  h1 { margin: .5rem 0 1rem; font-size: 1.6rem; line-height: 1.25; }
  h2 { margin: 0 0 .75rem; font-size: 1.2rem; line-height: 1.3; }
  h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
  p { margin: 0 0 1rem; }
  a { color: var(--accent); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  code, pre { font: .9em/1.5 ui-monospace, monospace; }
  code { padding: .1em .3em; border-radius: .25rem; background: var(--code); }
  a code { color: inherit; }
  pre { margin: 0 0 .75rem; padding: .75rem 1rem; border-radius: .25rem; background: var(--code); white-space: pre-wrap; }
  section { margin: 0 0 1rem; padding: 1.25rem; background: var(--card); border-radius: .5rem; box-shadow: 0 1px 3px rgb(0 0 0 / .15); scroll-margin-top: 1rem; }
  section > :last-child { margin-bottom: 0; }
  ul.contents { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem; padding: 0; list-style: none; }
  dl { margin: 0; }
  dl > div { padding: .5rem 0; border-top: 1px solid var(--line); }
  dl > div:first-child { border-top: 0; }
  dt { font-weight: 600; }
  dd { margin: 0; }
  .quiet { color: var(--quiet); font-weight: 400; }
  @media (min-width: 44rem) { dl > div { display: grid; grid-template-columns: minmax(14rem, 1fr) 2fr; gap: 1.5rem; } }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing is loaded, run, framed or sent. */
export const readerHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
};

/** A complete page of the reader. */
export function frame(title: string, body: Html): string {
  return `<!doctype html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Two Tier</title>
        ${new Html(`<style>${style}</style>`)}
      </head>
      <body>
        <header>
          <strong>Two Tier</strong>
          <a href="/events">Events and commands</a>
          <a href="/asyncapi.json">AsyncAPI</a>
          <a href="/schemas">Schemas</a>
          <a href="/docs">HTTP API</a>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.markup
  }`;
}
