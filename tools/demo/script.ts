import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../stack/checkout.mjs';

const FOLDER = join(ROOT, 'tools', 'demo', 'scripts');
/** What comes behind a request or command and its body. */
const BEHIND = /^(\d{3}|event|mail|sign in)\b/;
const EXPECTED = /^(?<status>\d{3})(?: code (?<code>\d+))?(?: = (?<name>\w+)| (?<repeats>as before))?$/;
const CONSEQUENCE = /^(?<kind>event|mail to|sign in) (?<what>\S+) (?:of|about|with) (?<how>.+?)(?: = (?<name>\w+))?$/;

/**
 * One step:
 *
 *     ### Title
 *     # What is to be seen
 *     POST /v1/customers as direct-bill       without `as` anybody sends it. Or: RECORDED <file>, AGAIN <name>,
 *     { "companyProfile": {{profile}} }       NEXT <name of a page>, COMMAND <type> to <topic> about <subject>
 *     201 = customer                          keeps the answer as {{customer}}. Or: 400 code 2000, 200 as before
 *     event customer.created of {{customer.id}}
 *     mail to <address> about <words of its subject> = mail
 *     sign in <user> with <one-time password> = own
 */
export interface Step {
  title: string;
  why: string;
  action: string;
  body: string;
  /** Undefined for a command. */
  expected: { status: number; code?: number; name?: string; repeats: boolean } | undefined;
  then: Consequence[];
}

/** What comes of a step, or is done after it. */
export interface Consequence {
  kind: 'event' | 'mail to' | 'sign in';
  /** The type of the event, the address, or the user. */
  what: string;
  /** The subject of the event, words of the mail's subject, or the password. */
  how: string;
  /** What it is kept as. */
  name?: string;
}

export interface Script {
  story: string;
  /** `@name = value`: made once, and put in the place of `{{name}}`. */
  variables: [name: string, value: string][];
  steps: Step[];
}

export function scriptNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace('.http', ''));
}

export function readScript(name: string): Script {
  const [head = '', ...steps] = readFileSync(join(FOLDER, `${name}.http`), 'utf8').split(/^### /m);
  const variables = [...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, variable = '', value = '']) => [variable, value]);
  return { story: commentOf(head), variables: variables as Script['variables'], steps: steps.map(toStep) };
}

function toStep(block: string): Step {
  const [title = '', ...lines] = block.trim().split('\n');
  const [action = '', ...rest] = lines.filter((line) => !line.startsWith('#'));
  const end = rest.findIndex((line) => BEHIND.test(line));
  const [first = '', ...others] = rest.slice(end);
  const { status, code, name, repeats } = EXPECTED.exec(first)?.groups ?? {};
  const expected = status
    ? { status: Number(status), code: code ? Number(code) : undefined, name, repeats: repeats !== undefined }
    : undefined;
  const then = (expected ? others : rest.slice(end)).map(toConsequence);
  return { title, why: commentOf(block), action, body: rest.slice(0, end).join('\n'), expected, then };
}

function toConsequence(line: string): Consequence {
  const parts = CONSEQUENCE.exec(line)?.groups;
  if (!parts) throw new Error(`Not understood: ${line}`);
  return parts as unknown as Consequence;
}

function commentOf(text: string) {
  return /^# (.*)$/m.exec(text)?.[1] ?? '';
}
