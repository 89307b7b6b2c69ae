import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/checkout.mjs';

const MOST_ENTRIES = 14;
const SOURCES = ['apps', 'examples', 'libs', 'packages', 'test', 'tools'];
/** Written by programs, or data of which there is a file for each case. */
const NOT_WRITTEN_BY_HAND = /node_modules|\/dist$|\/generated$|^libs\/contracts\/samples$/;

describe('a folder', () => {
  it('has up to 14 entries, so that a reader sees them at a glance', () => {
    const full = SOURCES.flatMap(foldersIn).filter(({ entries }) => entries > MOST_ENTRIES);
    expect(full).toEqual([]);
  });
});

function foldersIn(folder: string): { folder: string; entries: number }[] {
  if (NOT_WRITTEN_BY_HAND.test(folder)) return [];
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const within = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersIn(`${folder}/${name}`));
  return [{ folder, entries: entries.length }, ...within];
}
