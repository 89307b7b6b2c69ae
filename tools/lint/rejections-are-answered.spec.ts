import { join } from 'node:path';
import { Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { rejectionsAreAnswered } from './rejections-are-answered.js';

const filename = join(process.cwd(), 'sample.ts');
const given = `
  class Rejected { readonly outcome = 'rejected' }
  declare function write(): Promise<string | Rejected | undefined>;
  declare function complete(): Promise<string | undefined>;
  declare function accepted<Answer>(answer: Answer): Exclude<Answer, Rejected>;
`;

const dropped = [
  'await write();',
  'void write();',
  'await Promise.all([complete(), write()]);',
  'await Promise.all([1, 2].map(() => write()));',
  'if (Math.random() > 0.5) await write();',
  'Math.random() > 0.5 && (await write());',
  'return write().then(() => 1);',
];

const used = [
  'return write();',
  'const answer = await write(); return answer;',
  'let answer; answer = await write(); return answer;',
  'accepted(await write());',
  'await complete();',
  'return write().then((answer) => answer);',
];

/** Those that the rule refuses. Types are those of a program with one file, in which each is the body of a function. */
function refusedOf(bodies: string[]): string[] {
  const functions = bodies.map((body, index) => `export async function f${index}(): Promise<unknown> { ${body} }`);
  const code = [given, ...functions].join('\n');
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...options) =>
    name === filename ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...options);
  const program = ts.createProgram([filename], { target: ts.ScriptTarget.ES2022, strict: true }, host);
  const languageOptions = { parser: tseslint.parser as Linter.Parser, parserOptions: { programs: [program] } };
  const plugins = { own: { rules: { answered: rejectionsAreAnswered } } };
  const config: Linter.Config = { files: ['**/*.ts'], languageOptions, plugins, rules: { 'own/answered': 'error' } };
  const messages = new Linter().verify(code, [config], { filename });
  return messages.map(({ line, message }) => bodies[line - given.split('\n').length - 1] ?? message);
}

it('[values] what may answer a rejection is not called for its effect alone; what uses the answer is let through', () =>
  expect(refusedOf([...dropped, ...used])).toEqual(dropped));
