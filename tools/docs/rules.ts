// docs/rules.md: where each rule is decided, stored, published and tested. The sentences are in rules.json; the rest follows
// from the tags in the titles of tests, such as `[A6]`, and from what the code beside them imports.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../stack/checkout.mjs';
import { ruleTagsIn } from './rule-tags.ts';

/** The documents that the rules come from. */
const SOURCES = {
  learn: 'Learn how to partner with indirect providers, "Create a work account"',
  enrol: 'Learn how to partner with indirect providers, "Enroll in the program"',
  providers: 'Learn how to partner with indirect providers, "Partner with an indirect provider"',
  ways: 'Different ways you can work with other partners in Partner Center',
  customers: 'Connect with customers',
  agreement: 'How to confirm that your customer has accepted the Microsoft Customer Agreement',
  api: "Partner Center's REST API",
  own: 'The platform',
};

type Source = keyof typeof SOURCES;
type Rule = { id: string; sentence: string; source: Source };

/** @returns the document, and what is wrong with the tags */
export function describeRules(): { text: string; faults: string[] } {
  const chapters = JSON.parse(read('tools/docs/rules.json')) as Record<string, Record<string, [string, Source]>>;
  const tests = testsByTag();
  const known = new Set(Object.values(chapters).flatMap((rules) => Object.keys(rules)));
  const faults = [
    ...[...tests]
      .filter(([id]) => !known.has(id))
      .map(([id, files]) => `${id} is not a rule, but a tag in ${files[0]}`),
    ...[...known].filter((id) => !tests.has(id)).map((id) => `${id} has no test with its tag in the title`),
  ];
  const parts = Object.entries(chapters).map(([chapter, rules]) => {
    const entries = Object.entries(rules).map(([id, [sentence, source]]) =>
      describe({ id, sentence, source }, tests.get(id) ?? []),
    );
    return `## ${chapter}\n\n${entries.join('\n')}`;
  });
  return { text: `${HEAD}\n${parts.join('\n')}`, faults };
}

const HEAD = `# Rules

Each rule has an id, which is in brackets in the titles of its tests. \`npm run docs\` writes this page: the sentences are in
\`tools/docs/rules.json\`, and the places follow from the tests and the code beside them. \`npm test -- -t A6\` runs the tests of a rule.
`;

function describe({ id, sentence, source }: Rule, files: string[]): string {
  const decided = [...new Set(files.filter((file) => file.startsWith('apps/')).flatMap(testedBy))].sort();
  const sections = [
    ['Decided in', decided.map(link)],
    ['Stored in', stores(decided)],
    ['Published as', events(decided)],
    ['Tested in', files.map(link)],
  ].flatMap(([title, items]) => (items?.length ? [`- ${String(title)}: ${(items as string[]).join(', ')}`] : []));
  return `### ${id}\n\n${sentence}\n\n- Source: ${SOURCES[source]}\n${sections.join('\n')}\n`;
}

/** @returns the files of tests, by the rules in their titles */
function testsByTag(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync('{apps,libs,test}/**/*.{spec,e2e,browser}.ts', { cwd: ROOT }).sort()) {
    const ids = ruleTagsIn(read(file)).flatMap((tag) => tag.ids);
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

/** @returns the code beside it that it imports, and the aggregates whose decisions it calls */
function testedBy(spec: string): string[] {
  const imports = read(spec).matchAll(/import \{([^}]*)\} from '(\.\/[\w.-]+|\.\.\/([\w-]+)\/\3)\.js'/g);
  const called = [...imports].filter(([, names = '', , folder]) => !folder || /(^|,)\s*(?!type )\w/.test(names));
  const files = called.map(([, , path = '']) => `${join(dirname(spec), path)}.ts`);
  return files.filter((file) => existsSync(join(ROOT, file)) && !/\.(dto|mapping)\.ts$/.test(file));
}

/** @returns the collections of the aggregates that they are, or decide about */
function stores(files: string[]): string[] {
  const folders = files.flatMap((file) => [
    dirname(file),
    ...[...read(file).matchAll(/from '(\.\.\/(?:[\w.-]+\/)*([\w-]+))\/\2\.js'/g)].map(([, folder = '']) =>
      join(dirname(file), folder),
    ),
  ]);
  const repositories = [...new Set(folders)].flatMap((folder) => globSync(`${folder}/*.repository.ts`, { cwd: ROOT }));
  return repositories.sort().flatMap((file) => {
    const collections = [...read(file).matchAll(/(?:collection: |connection, |\.model<\w+>\()'(\w+)'/g)];
    return collections.map(([, name]) => `[${file.split('/')[1]}.${name}](../${file})`);
  });
}

function read(file: string) {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** @returns the events whose contracts they import */
function events(files: string[]): string[] {
  const imported = files.flatMap((file) => [
    ...read(file).matchAll(/import \{[^}]*\} from '#contracts\/((?:[\w-]+\/)+[\w-]+\.v\d+)'/g),
  ]);
  return [...new Set(imported.map(([, name = '']) => name))]
    .sort()
    .map((name) => `[${basename(name)}](../libs/contracts/src/${name}.ts)`);
}

function link(file: string) {
  return `[${basename(file)}](../${file})`;
}
