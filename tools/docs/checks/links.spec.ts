import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brokenLinks } from './links.ts';

let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'links-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(documents: Record<string, string>): void {
  for (const [file, text] of Object.entries(documents)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

it('follows links to files and headings, beside and above', () => {
  write({
    'README.md': '# Top\n\n[guide](docs/guide.md), [second](docs/guide.md#say-it-twice-1), [here](#top), [code](src)',
    'docs/guide.md': '## Say it twice\n\n## `Say` it, twice!\n\n[up](../README.md#top), [web](https://example.com/#no)',
    'src/code.ts': '',
  });
  expect(brokenLinks(root)).toEqual([]);
});

it('tells of a file that is not there, a heading that is not there, and a link out of the repository', () => {
  write({
    'README.md': '# Top\n\n[a](docs/none.md) [b](docs/guide.md#none) [c](../elsewhere.md)',
    'docs/guide.md': '# Guide\n',
  });
  expect(brokenLinks(root)).toEqual([
    'docs/none.md in README.md',
    'docs/guide.md#none in README.md',
    '../elsewhere.md in README.md',
  ]);
});

it('takes nothing in code for a link or a heading', () => {
  write({ 'README.md': '```sh\n# none\ncurl [x](gone.md)\n```\n\nWrite `[x](gone.md)`, and go [there](#none).' });
  expect(brokenLinks(root)).toEqual(['#none in README.md']);
});
