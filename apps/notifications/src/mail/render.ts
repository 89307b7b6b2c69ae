import { html, type Html } from '#lib/service-kit';
import { type MailTemplates, type MailText, type Part } from './mail-text.js';

export interface RenderedMail {
  subject: string;
  /** Plain text. */
  text: string;
  /** A complete document that says the same. It loads nothing. */
  html: string;
}

/** Both forms of a mail. Names and reasons come from people: nothing in them becomes a header, a line or markup. */
export function renderMail({ language }: Pick<MailTemplates, 'language'>, mail: MailText): RenderedMail {
  const { subject, parts, footer } = mail;
  return {
    subject: oneLine(subject),
    text: `${[...parts.map(textOf), `-- \n${oneLine(footer)}`].join('\n\n')}\n`,
    html: documentOf(language, mail),
  };
}

/** Without line breaks and other control characters, and without those that turn the direction of reading around. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

function textOf(part: Part): string {
  if (typeof part === 'string') return oneLine(part);
  if ('url' in part) return `${part.label}:\n${oneLine(part.url)}`;
  const items = part.list.map((item, index) => {
    const bullet = part.numbered ? `${index + 1}. ` : '- ';
    return bullet + linesOf(item).join(`\n${' '.repeat(bullet.length)}`);
  });
  return items.join('\n');
}

/** Reviewers may write a reason in several lines. */
function linesOf(text: string): string[] {
  return text.trim().split(/\r?\n/).map(oneLine);
}

function documentOf(language: string, { subject, parts, footer }: MailText): string {
  const title = oneLine(subject);
  return `<!doctype html>\n${
    html`<html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
      </head>
      <body style="margin: 0; padding: 1.5em; font: 16px/1.5 system-ui, sans-serif">
        <main style="max-width: 36em; margin: 0 auto; overflow-wrap: anywhere">
          <h1 style="font-size: 1.4em; line-height: 1.25">${title}</h1>
          ${parts.map(markupOf)}
          <p style="margin-top: 2.5em; font-size: 0.875em">${oneLine(footer)}</p>
        </main>
      </body>
    </html>`.markup
  }\n`;
}

function markupOf(part: Part): Html {
  if (typeof part === 'string') return html`<p>${oneLine(part)}</p>`;
  if ('url' in part) {
    const url = oneLine(part.url);
    return html`<p><a href="${url}" style="font-weight: bold">${part.label}</a></p>
      <p>${url}</p>`;
  }
  const items = part.list.map((item) => html`<li style="white-space: pre-line">${linesOf(item).join('\n')}</li>`);
  return part.numbered
    ? html`<ol>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}
