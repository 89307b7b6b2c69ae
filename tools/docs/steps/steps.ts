// docs/steps.md: each numbered step of the source documents that a person does, and the test that does it in a browser. The
// steps are in steps.json; the tests name them in their titles and in those of their steps, such as `[enrol.1-3]`.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../stack/checkout.mjs';

type Step = string | { step: string; noPage: string };
type Documents = Record<string, { title: string; steps: Step[] }>;

const TAG = /\[([a-z][a-z-]*)\.(\d+)(?:-(\d+))?\]/g;

const HEAD = `# Steps

What the source documents tell a person to do, step by step, and the test that does it in a browser. \`npm run docs\` writes this page: the
steps are in \`tools/docs/steps/steps.json\`, and the tests have their names in brackets, such as \`[enrol.1-3]\`.
`;

/** @returns the document, and what is wrong with the tags */
export function describeSteps(): { text: string; faults: string[] } {
  const documents = JSON.parse(readFileSync(join(ROOT, 'tools/docs/steps/steps.json'), 'utf8')) as Documents;
  const tests = testsByStep();
  const steps = Object.entries(documents).flatMap(([name, { steps: all }]) =>
    all.map((step, index) => ({ id: `${name}.${index + 1}`, step })),
  );
  const known = new Map(steps.map(({ id, step }) => [id, step]));
  const faults = [
    ...[...tests].filter(([id]) => !known.has(id)).map(([id, [file]]) => `${id} is not a step, but a tag in ${file}`),
    ...[...known]
      .filter(([id, step]) => (typeof step === 'string') !== tests.has(id))
      .map(([id, step]) => `${id} has ${typeof step === 'string' ? 'no test in a browser' : 'a test, and no page'}`),
  ];
  const chapters = Object.entries(documents).map(([name, { title, steps: all }]) => {
    const rows = all.map((step, index) => rowOf(`${name}.${index + 1}`, step, tests));
    return `## ${title}\n\n| step | what a person does | tested in |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return { text: `${HEAD}\n${chapters.join('\n')}`, faults };
}

function rowOf(id: string, step: Step, tests: Map<string, string[]>): string {
  if (typeof step !== 'string') return `| ${id} | ${step.step} | ${step.noPage} |`;
  const files = tests.get(id) ?? [];
  return `| ${id} | ${step} | ${files.map((file) => `[${basename(file)}](../${file})`).join(', ')} |`;
}

function testsByStep(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync('test/browser/**/*.browser.ts', { cwd: ROOT }).sort()) {
    const ids = stepsIn(readFileSync(join(ROOT, file), 'utf8'));
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

function stepsIn(source: string): string[] {
  return [...source.matchAll(TAG)].flatMap(([, name, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${name}.${Number(first) + index}`),
  );
}
