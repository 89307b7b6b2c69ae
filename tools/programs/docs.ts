// `npm run docs`: writes docs/asyncapi, docs/openapi, docs/rules.md, docs/steps.md, docs/reference, the picture in the README, packages/events/src/generated and
// apps/portal/web/src/api/generated from the built code.
// `npm run docs -- --check` fails when they are stale, or when a document has a link that leads nowhere.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type FormatConfig, format } from 'oxfmt';
import { describeApiClient } from '../docs/api-client.ts';
import { incompatibilities } from '../docs/checks/compatibility.ts';
import { describeBrokerAcls } from '../docs/reference/broker-acls.ts';
import { describeConfiguration } from '../docs/reference/configuration.ts';
import { describeEndpoints } from '../docs/reference/endpoints.ts';
import { describeInternalCalls } from '../docs/reference/internal-calls.ts';
import { brokenLinks } from '../docs/checks/links.ts';
import { describeEvents } from '../docs/messages/asyncapi.ts';
import { describePackageSchemas, describePackageTypes } from '../docs/messages/package.ts';
import { describeMessages } from '../docs/messages/reference.ts';
import { describePublicApi, loadBuilt } from '../docs/openapi.ts';
import { describeCompatibility } from '../docs/reference/partner-center.ts';
import { describeRules } from '../docs/rules.ts';
import { describeSteps } from '../docs/steps/steps.ts';
import { withoutSamples } from '../docs/checks/samples.ts';
import { ROOT } from '../stack/checkout.mjs';

const ASYNCAPI = join(ROOT, 'docs', 'asyncapi', 'two-tier.json');
const OPENAPI = join(ROOT, 'docs', 'openapi', 'two-tier.json');
const RULES = join(ROOT, 'docs', 'rules.md');
const STEPS = join(ROOT, 'docs', 'steps.md');
const REFERENCE = join(ROOT, 'docs', 'reference');
const GENERATED = join(ROOT, 'packages', 'events', 'src', 'generated');
const FORMAT = join(ROOT, '.oxfmtrc.json');
const README = join(ROOT, 'README.md');
const API_CLIENT = join(ROOT, 'apps', 'portal', 'web', 'src', 'api', 'generated');
const PICTURE = /(?<=<!-- services:begin -->\n\n).*?(?=\n\n<!-- services:end -->)/s;

const checkOnly = process.argv.includes('--check');
const events = await describeEvents();
refuse(
  incompatibilities(JSON.parse((await read(ASYNCAPI)) ?? '{}'), events),
  'Events and commands may only change compatibly within their version; make a new version for:',
);
refuse(
  withoutSamples(events),
  'Each form of a message is kept as a sample in libs/contracts/samples; add one, and change none, for:',
);
const api = await describePublicApi();
await keep(ASYNCAPI, toJson(events));
await keep(OPENAPI, toJson(api));
for (const [name, text] of await describeApiClient(api)) await keep(join(API_CLIENT, name), text);
const { partnerCenterOperations } = await loadBuilt('apps/gateway/src/partner-center/operations.js');
const { notSupportedBy } = await loadBuilt('apps/gateway/src/partner-center/not-supported.js');
await keepFormatted(
  join(REFERENCE, 'compatibility.md'),
  describeCompatibility(partnerCenterOperations, notSupportedBy([api])),
);
await keepFormatted(join(REFERENCE, 'events.md'), describeMessages(events));
await keepFormatted(join(REFERENCE, 'broker-acls.md'), await describeBrokerAcls(events));
await keepFormatted(join(GENERATED, 'payloads.ts'), describePackageTypes(events));
await keepFormatted(join(GENERATED, 'schemas.ts'), describePackageSchemas(events));
const endpoints = describeEndpoints(api);
refuse(endpoints.faults, 'Each endpoint says what it does, in the comment of its method; add one for:');
await keepFormatted(join(REFERENCE, 'endpoints.md'), endpoints.text);
const configuration = await describeConfiguration();
refuse(configuration.faults, 'Each variable says what it means, in its comment; add one for:');
await keepFormatted(join(REFERENCE, 'configuration.md'), configuration.text);
const calls = await describeInternalCalls();
refuse(calls.faults, 'Each call between services has an owner that answers it and callers that make it:');
await keepFormatted(join(REFERENCE, 'internal-calls.md'), calls.page);
const readme = (await read(README)) ?? '';
if (!PICTURE.test(readme)) fail('README.md has no place for the picture of the services.');
await keep(
  README,
  readme.replace(PICTURE, () => calls.picture),
);
const rules = describeRules();
refuse(rules.faults, 'The tags of tests and the rules in tools/docs/rules.json differ:');
await keep(RULES, rules.text);
const steps = describeSteps();
refuse(steps.faults, 'The tags of tests in a browser and the steps in tools/docs/steps/steps.json differ:');
await keepFormatted(STEPS, steps.text);
refuse(brokenLinks(ROOT), 'Links that lead nowhere:');
process.exit(0);

async function keepFormatted(file: string, text: string) {
  const options = JSON.parse((await read(FORMAT)) ?? '{}') as FormatConfig;
  await keep(file, (await format(file, text, options)).code);
}

async function keep(file: string, text: string) {
  if (text === (await read(file))) return;
  if (checkOnly) fail(`${relative(ROOT, file)} is stale: run npm run docs and commit what it writes.`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`Wrote ${relative(ROOT, file)}`);
}

function toJson(document: object) {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function read(file: string) {
  return readFile(file, 'utf8').catch(() => undefined);
}

function refuse(faults: string[], sentence: string) {
  if (faults.length > 0) fail(`${sentence}\n  ${faults.join('\n  ')}`);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
