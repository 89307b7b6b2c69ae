// Relative links of the documents lead to a file, and to a heading in it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** @returns the links that lead nowhere, with the documents that have them */
export function brokenLinks(root: string): string[] {
  const documents = globSync(['*.md', 'docs/**/*.md', '{examples,packages}/{,*/}*.md'], { cwd: root }).sort();
  const texts = new Map(documents.map((file) => [file, withoutCode(readFileSync(join(root, file), 'utf8'))]));
  return [...texts].flatMap(([file, text]) =>
    linksIn(text)
      .filter((target) => !leadsSomewhere(root, file, target, texts))
      .map((target) => `${target} in ${file}`),
  );
}

function leadsSomewhere(root: string, from: string, target: string, texts: Map<string, string>) {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : normalize(join(dirname(from), decodeURI(path)));
  if (relative('.', file).startsWith('..') || !existsSync(join(root, file))) return false;
  return anchor === undefined || anchorsIn(texts.get(file) ?? '').has(anchor);
}

function withoutCode(text: string) {
  return text.replaceAll(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2 *$/gm, '');
}

function linksIn(text: string) {
  const inline = text.replaceAll(/`[^`\n]*`/g, '').matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g);
  return [...inline].map(([, target = '']) => target).filter((target) => !/^[a-z][a-z\d+.-]*:/i.test(target));
}

/** Of headings as the sites that show Markdown make them: lower case, without punctuation, and counted when they come again. */
function anchorsIn(text: string): Set<string> {
  const times = new Map<string, number>();
  const anchors = [...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = times.get(anchor) ?? 0;
    times.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return new Set(anchors);
}
