import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { ruleTagsIn } from '../docs/rule-tags.ts';
import { Failure } from '../process/program.ts';

const SUITES = 'test/{conformance,features}/**/*.e2e.ts';

/** What Jest has to run. */
export interface Selection {
  /** Changed files, of which Jest finds the related unit tests. */
  files: string[];
  /** Suites of features. */
  suites: string[];
  /** The pattern of the titles of their tests; all of them without it. */
  titles?: string;
}

/** The files that differ from a commit, the new ones among them. Without a commit: from where the branch left main. */
export async function changedFiles(root: string, since?: string): Promise<string[]> {
  const git = (...args: string[]): Promise<{ failed: boolean; stdout: string[] }> =>
    execa('git', args, { cwd: root, lines: true, reject: false });
  const base = since ?? (await git('merge-base', 'HEAD', 'main')).stdout[0] ?? 'HEAD';
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', '--diff-filter=d', base),
    git('ls-files', '--others', '--exclude-standard'),
  ]);
  if (changed.failed || added.failed)
    throw new Failure(`Git does not know the commit "${base}". Name another one: --changed=<commit>.`);
  return [...new Set([...changed.stdout, ...added.stdout])];
}

/**
 * What a change can break. A file of an app leads to the rules in the titles of the tests beside it, and these to the tests
 * of the same rules from outside. A library, or what all suites stand on, leads to all suites.
 */
export function selectTests(root: string, changed: string[]): Selection {
  const files = changed.filter((file) => /^(apps|libs|packages|test|tools)\/.*\.ts$/.test(file));
  const suites = globSync(SUITES, { cwd: root }).sort();
  if (files.some((file) => /^(libs|test\/support)\//.test(file) && !isSpec(file))) return { files, suites };
  const groups = files.filter((file) => file.startsWith('apps/')).map((file) => rulesOf(root, file));
  if (groups.some((rules) => rules.length === 0)) return { files, suites };
  const rules = new Set(groups.flat());
  const tagged = suites.map((suite) => ({
    suite,
    tags: tagsIn(root, suite).filter(({ ids }) => ids.some((id) => rules.has(id))),
  }));
  const covering = tagged.filter(({ tags }) => tags.length > 0);
  const edited = suites.filter((suite) => files.some((file) => file === suite || isHelperOf(suite, file)));
  const titles = [...new Set(covering.flatMap(({ tags }) => tags.map(({ text }) => text.replace(/[[\]]/g, '\\$&'))))];
  return {
    files,
    suites: [...new Set([...edited, ...covering.map(({ suite }) => suite)])],
    ...(edited.length === 0 && { titles: titles.join('|') }),
  };
}

/** The rules in the tests of a file, else of its folder, else of its app. */
function rulesOf(root: string, file: string): string[] {
  const [apps, app] = file.split('/');
  const own = file.replace(/(\.spec)?\.ts$/, '.spec.ts');
  const nearest = [own, `${dirname(file)}/*.spec.ts`, `${apps}/${app}/**/*.spec.ts`].map((pattern) =>
    globSync(pattern, { cwd: root }).flatMap((spec) => tagsIn(root, spec).flatMap(({ ids }) => ids)),
  );
  return nearest.find((rules) => rules.length > 0) ?? [];
}

function tagsIn(root: string, file: string): ReturnType<typeof ruleTagsIn> {
  return ruleTagsIn(readFileSync(join(root, file), 'utf8'));
}

/** Whether suites set themselves up by this file, which is beside them. */
function isHelperOf(suite: string, file: string): boolean {
  return dirname(file) === dirname(suite) && !isSpec(file);
}

function isSpec(file: string): boolean {
  return /\.(spec|e2e)\.ts$/.test(file);
}
