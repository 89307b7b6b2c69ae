import { type Part } from './mail-text.js';

/** A plain text by its paragraphs. The URL is what the reader is to click, wherever in the text it stands. */
export function partsOf(body: string, link: { label: string; url: string }): Part[] {
  return body
    .split(/(?:\r?\n){2,}/)
    .flatMap((paragraph) => {
      const [before = '', ...after] = paragraph.split(link.url);
      return [before, ...after.flatMap((text) => [link, text])];
    })
    .filter((part) => typeof part !== 'string' || part.trim() !== '');
}
