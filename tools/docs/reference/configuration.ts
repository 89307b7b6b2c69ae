// docs/reference/configuration.md: what each app reads from its environment, as its configuration class checks it.
import { getMetadataStorage } from 'class-validator';
import { commentsIn } from '../comments.ts';
import { table } from '../markdown.ts';
import { loadBuilt, SERVICES } from '../openapi.ts';

const KIT = 'libs/service-kit/src/start/config.ts';
const TELEMETRY = 'libs/service-kit/src/start/telemetry-config.ts';

const INTRODUCTION = `# Configuration

Each app reads environment variables. An app that cannot start with what it finds names everything that is wrong, and exits. An empty value
counts as not set. Lists are separated by commas. \`npm run docs\` writes this page from the classes that check the values.

Compose takes its settings from \`.env\`: see \`.env.example\`.
`;

/** As class-validator keeps it; what the constraints are depends on the check. */
interface Check {
  name?: string;
  type: string;
  propertyName: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  constraints: any[];
  each: boolean;
  message?: unknown;
}

const BROKER =
  'All apps but the gateway and the portal read these as well, and so do `npm run dlt`, `npm run import`, `npm run watch` and `npm run demo`. [Secure the broker](../guides/secure-the-broker.md) shows which ones go together.';

const TRACES =
  'All apps read these standard variables; the exporter reads the others for OTLP as well, such as `OTEL_EXPORTER_OTLP_TIMEOUT` and `OTEL_EXPORTER_OTLP_CERTIFICATE`. [Traces](../guides/traces.md) tells what is in a trace.';

/** @returns the page, and the variables that have no comment */
export async function describeConfiguration(): Promise<{ text: string; faults: string[] }> {
  const apps = await Promise.all(
    ['gateway', ...SERVICES, 'portal'].map((app) =>
      chapter(app, `apps/${app}/src/${app}.config.ts`, `${capital(app)}Config`),
    ),
  );
  const chapters = [
    await chapter('All apps', KIT, 'BaseConfig'),
    await chapter('Traces', TELEMETRY, 'TelemetryConfig', TRACES),
    await chapter('All services', KIT, 'ServiceConfig', 'All apps but the gateway and the portal read these as well.'),
    await chapter('Broker', KIT, 'BrokerConfig', BROKER),
    ...apps,
  ];
  return {
    text: `${INTRODUCTION}\n${chapters.map(({ text }) => text).join('\n\n')}\n`,
    faults: chapters.flatMap(({ faults }) => faults),
  };
}

async function chapter(title: string, file: string, name: string, remark?: string) {
  const { [name]: type } = await loadBuilt(file.replace(/ts$/, 'js'));
  const defaults = new type();
  const variables = [...commentsIn(file)].flatMap(([key, comment]) => {
    const [of, variable] = key.split('.');
    return of === name && variable ? [{ variable, comment }] : [];
  });
  const checks = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false) as Check[];
  const rows = variables.map(({ variable, comment }) => {
    const own = checks.filter(({ propertyName }) => propertyName === variable);
    return [`\`${variable}\``, valuesOf(variable, own), defaultOf(defaults[variable], own), comment];
  });
  const head = table(['Variable', 'Values', 'Default', 'Meaning'], rows);
  return {
    text: [`## ${title}`, ...(remark ? [remark] : []), head].join('\n\n'),
    faults: variables.filter(({ comment }) => !comment).map(({ variable }) => `${variable} in ${file}`),
  };
}

function defaultOf(value: string | number | string[] | undefined, checks: Check[]) {
  const isNothing = typeof value === 'object' && Object.keys(value).length === 0;
  if (value !== undefined && !isNothing) return `\`${String(value)}\``;
  return isNothing || checks.some(({ type }) => type === 'conditionalValidation') ? 'none' : 'required';
}

const WORDS: Record<string, (constraints: Check['constraints']) => string> = {
  isInt: () => 'integer',
  isNumber: () => 'number',
  isString: () => 'text',
  isUrl: ([{ protocols }]) => `URL (${protocols.join(' or ')})`,
  isUuid: () => 'GUID',
  isFqdn: () => 'domain',
  isEmail: () => 'address',
  isObject: () => 'pairs `name=value`',
  isIn: ([values]) => values.map((value: string) => `\`${value}\``).join(', '),
  matches: ([pattern]) => `text like \`${pattern.source}\``,
  min: ([least]) => `at least ${least}`,
  max: ([most]) => `at most ${most}`,
};

function valuesOf(variable: string, checks: Check[]) {
  const isEach = checks.some(({ each }) => each);
  const words = checks.toReversed().flatMap(({ name = '', constraints, message }) => {
    const word = WORDS[name]?.(constraints ?? []);
    return word === undefined ? [] : [saidBy(message) ?? pathOf(variable) ?? word];
  });
  return `${isEach ? 'list of: ' : ''}${[...new Set(words)].join(', ')}`;
}

/**
 * A message of our own says it in better words than the type or the pattern.
 * @param message such as `MAIL_FROM must be an address`
 */
function saidBy(message: unknown) {
  const [, verb = '', rest = ''] = /must (be|begin with|have|list) (.*)$/.exec(String(message)) ?? [];
  const said = { be: rest, 'begin with': `text that begins with ${rest}`, have: rest, list: `list of ${rest}` }[verb];
  // A browser would take what is in angle brackets for a tag.
  return said?.replaceAll('<', '\\<');
}

function pathOf(variable: string) {
  return { FILE: 'path of a file', DIR: 'path of a folder' }[/[A-Z]+$/.exec(variable)?.[0] ?? ''];
}

function capital(word: string) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
