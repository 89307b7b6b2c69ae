// docs/reference/internal-calls.md and the picture of the services in the README: who calls whom, from the contracts of the calls.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commentsIn } from '../comments.ts';
import { table } from '../markdown.ts';
import { loadBuilt } from '../openapi.ts';
import { ROOT } from '../../stack/checkout.mjs';

const CONTRACTS = 'libs/contracts/src/internal';
const SERVICES = readdirSync(join(ROOT, 'apps'))
  .filter((app) => !['gateway', 'portal'].includes(app))
  .sort();
/** Services that others call. */
const OWNERS = SERVICES.filter((service) => existsSync(join(ROOT, CONTRACTS, `${service}.ts`)));
/** The file of the calls that each service answers for itself. */
const EACH = 'each-service';

const INTRODUCTION = `# Calls between services

What one service asks another over HTTP. \`npm run docs\` writes this page from the contracts in \`libs/contracts/src/internal\`, which both
sides are compiled against. A caller signs a token for each call with its own key; a service that a call does not name is refused. A status
that a call does not name, a body that it does not describe, and no answer in two seconds all mean that the service cannot be used now:
callers over HTTP get 503, and messages wait. The gateway forwards none of these paths.
`;

interface Call {
  owner?: string;
  callers: string[];
  method: string;
  path: string;
  query: string[];
  answers: Record<string, { name: string }>;
}
type NamedCall = { name: string; comment: string; call: Call };

/** @returns the documents, and the calls that nobody answers or makes */
export async function describeInternalCalls(): Promise<{ page: string; picture: string; faults: string[] }> {
  const calls = (await Promise.all([...OWNERS, EACH].map(callsIn))).flat();
  const chapter = (title: string, asked: NamedCall[]) => {
    const rows = asked.map(({ comment, call }) => [address(call), comment, call.callers.join(', '), answersOf(call)]);
    return `## ${title}\n\n${table(['Call', 'What it asks', 'Callers', 'Answers'], rows)}`;
  };
  const chapters = [
    ...OWNERS.map((owner) => chapter(owner, callsTo(owner, calls))),
    chapter('Each service for itself', callsTo(undefined, calls)),
  ];
  return { page: `${INTRODUCTION}\n${chapters.join('\n\n')}\n`, picture: picture(calls), faults: faultsOf(calls) };
}

function callsTo(owner: string | undefined, calls: NamedCall[]) {
  return calls.filter(({ call }) => call.owner === owner);
}

async function callsIn(file: string): Promise<NamedCall[]> {
  const comments = commentsIn(`${CONTRACTS}/${file}.ts`);
  const exported = Object.entries(await loadBuilt(`${CONTRACTS}/${file}.js`));
  return exported
    .filter(([, value]) => typeof value === 'object' && !Array.isArray(value))
    .map(([name, call]) => ({ name, comment: comments.get(name) ?? '', call: call as Call }));
}

function address({ method, path, query }: Call) {
  return `\`${method} ${path}${query.length > 0 ? `?${query.map((name) => `${name}=`).join('&')}` : ''}\``;
}

function answersOf({ answers }: Call) {
  return Object.entries(answers)
    .map(([status, { name }]) => `${status} ${name}`)
    .join(', ');
}

/** Who asks whom. Events and databases, which all services have, are drawn once. */
function picture(calls: NamedCall[]) {
  const edges = OWNERS.map((owner) => {
    const callers = new Set(
      [...callsTo(owner, calls), ...callsTo(undefined, calls)].flatMap(({ call }) => call.callers),
    );
    return `  ${SERVICES.filter((service) => callers.has(service) && service !== owner).join(' & ')} -->|HTTP| ${owner}`;
  });
  return [
    '```mermaid',
    'flowchart TB',
    '  clients([Partner Center SDKs and scripts]) -->|HTTPS /v1| gateway',
    `  gateway ==> ${SERVICES.join(' & ')}`,
    ...edges,
    `  ${SERVICES.join(' & ')} <-.->|events| kafka{{Kafka}}`,
    '  kafka <-.->|events and commands| platforms([CRM, billing, marketplaces])',
    '  notifications -->|SMTP| mailboxes([mailboxes])',
    '```',
  ].join('\n');
}

function faultsOf(calls: NamedCall[]) {
  const kit = sourceOf('libs/service-kit/src');
  const sources = new Map(SERVICES.map((service) => [service, sourceOf(`apps/${service}/src`)]));
  return calls.flatMap(({ name, comment, call }) => [
    ...(comment ? [] : [`${name} says nothing of what it asks.`]),
    ...((call.owner ? sources.get(call.owner) : kit)?.includes(`@InternalEndpoint(${name})`)
      ? []
      : [`${call.owner ?? 'No service'} does not answer ${name}.`]),
    ...call.callers
      .filter((caller) => ![sources.get(caller), kit].some((source) => source?.match(asks(name, call))))
      .map((caller) => `${caller} does not call ${name}.`),
  ]);
}

function asks(name: string, { owner }: Call) {
  return new RegExp(owner ? `\\.call\\(${name},` : `\\.call(?:All)?\\(askedOf\\([^,]+, ${name}\\),`);
}

/** All the code in a folder, without its tests. */
function sourceOf(folder: string) {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
    .join('\n');
}
